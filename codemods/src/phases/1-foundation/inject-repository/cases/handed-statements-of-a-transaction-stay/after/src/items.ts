import { inject } from '@duckshift/runtime'
import { getClient } from './db.js'
import { ItemsRepository } from './repositories/items-repository.js'

export async function rename(id: number, name: string): Promise<void> {
  const client = getClient()
  const send = (sql: string) => client.execute(sql)
  await send('BEGIN')
  await client.execute('UPDATE items SET name = $1 WHERE id = $2', [name, id])
  await send('COMMIT')
}

export async function names(): Promise<string[]> {
  const rows = await inject(ItemsRepository).listName()
  return rows.map((row) => row.name)
}
