import { inject } from '@duckshift/runtime'
import { database } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

const TEAM = 'blue'

function quoteLiteral(value: string): string {
  return `'${value.replace(/'/g, "''")}'`
}

export async function search(name: string, category: string) {
  return inject(ItemsRepository).listIdByNameAndNameLikeAndCategory(name.trim(), `${name.trim()}%`, category, TEAM)
}

export async function changed(name: string) {
  const escaped = name.replace(/'/g, "''")
  name = name.toUpperCase()
  return inject(database).query<{ id: number }>(`SELECT id FROM items WHERE name = '${escaped}' OR name = '${name}'`)
}

export async function twice(name: string) {
  const escaped = name.replace(/'/g, "''")
  await inject(database).execute(`UPDATE items SET price = 0 WHERE name = '${escaped}'`)
  await inject(database).execute(`DELETE FROM items WHERE name = '${escaped}'`)
}

export async function explained(name: string) {
  // A quote ends a literal.
  const escaped = name.replace(/'/g, "''")
  const db = inject(database)
  return db.query<{ id: number }>(`SELECT id FROM items WHERE name = '${escaped}'`)
}

export async function logged(name: string) {
  const escaped = name.replace(/'/g, "''")
  console.log(escaped)
  return inject(database).query<{ id: number }>(`SELECT id FROM items WHERE name = '${escaped}'`)
}

export async function between(item: { name: string; category: string }, load: () => string) {
  const items = inject(ItemsRepository)
  const db = inject(database)
  await items.deleteByNameAndCategory(item.name, item.category)
  const other = item.name.replace(/'/g, "''")
  const loaded = quoteLiteral(load())
  await db.execute(`DELETE FROM items WHERE name = '${other}' AND category = ${loaded}`)
}
