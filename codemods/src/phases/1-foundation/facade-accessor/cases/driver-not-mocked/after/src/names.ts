import { inject } from '@duckshift/runtime'
import { database } from './database.js'

export async function names(): Promise<unknown[]> {
  const connection = inject(database)
  const rows = await connection.query('SELECT name FROM items')
  return rows
}
