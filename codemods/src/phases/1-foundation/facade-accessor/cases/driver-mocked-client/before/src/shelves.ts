import { getClient } from './client.js'

export async function shelvesOf(room: string) {
  const client = getClient()
  return client.query('SELECT id, width FROM shelves WHERE room = ?', [room])
}
