import type { DuckDBConnection } from '@duckdb/node-api'
import { openConnection } from './opening.js'

export interface Item {
  id: number
  name: string
}

async function insertAll(conn: DuckDBConnection, items: Item[]): Promise<void> {
  await conn.run('BEGIN')
  try {
    for (const item of items) {
      await conn.run('INSERT INTO items (id, name) VALUES (?, ?)', [item.id, item.name])
    }
    await conn.run('COMMIT')
  } catch (error) {
    await conn.run('ROLLBACK')
    throw error
  }
}

export async function importItems(items: Item[]): Promise<void> {
  const conn = await openConnection()
  await insertAll(conn, items)
  conn.closeSync()
}
