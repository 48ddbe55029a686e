import { inject } from '@duckshift/runtime'
import { database } from './database.js'

export async function visitors(): Promise<unknown[]> {
  const connection = inject(database)
  const rows = await connection.query('SELECT visitor FROM visits')
  return rows
}
