import { getClient } from './client.js'

export async function rooms() {
  const client = getClient()
  return client.query('SELECT DISTINCT room FROM shelves ORDER BY room')
}
