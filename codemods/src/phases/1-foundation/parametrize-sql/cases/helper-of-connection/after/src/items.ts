import { inject } from '@duckshift/runtime'
import { queryAccessor, spreadAccessor } from './database.js'

export async function named(name: string) {
  const rows = await inject(queryAccessor)(`SELECT id FROM items WHERE name LIKE ?`, [`%${name}%`])
  return rows.length
}

export async function ofDay(day: string, low: number) {
  // Both ends count.
  return inject(queryAccessor)(`SELECT id FROM items WHERE added = CAST(? AS DATE) AND price >= ?`, [day, low])
}

export async function rename(id: number, name: string) {
  await inject(spreadAccessor)(`UPDATE items SET name = '${name.replaceAll("'", "''")}' WHERE id = ${id}`)
}
