import { inject } from '@duckshift/runtime'
import { clientAccessor } from './database.js'

export async function shelvesOf(room: string) {
  const client = inject(clientAccessor)()
  return client.query('SELECT id, width FROM shelves WHERE room = ?', [room])
}
