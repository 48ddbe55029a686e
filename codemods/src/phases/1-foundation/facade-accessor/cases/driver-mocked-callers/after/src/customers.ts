import { inject } from '@duckshift/runtime'
import { database } from './database.js'

export async function customerNames(): Promise<unknown[]> {
  const connection = inject(database)
  const rows = await connection.query('SELECT name FROM customers ORDER BY name')
  return rows
}
