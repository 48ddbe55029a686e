import { inject } from '@duckshift/runtime'
import { database } from './database.js'

export async function rooms() {
  const client = inject(database)
  return client.query('SELECT DISTINCT room FROM shelves ORDER BY room')
}
