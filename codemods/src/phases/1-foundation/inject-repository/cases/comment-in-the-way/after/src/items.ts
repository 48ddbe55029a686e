import { inject } from '@duckshift/runtime'
import { clientAccessor } from './database.js'

export async function names() {
  const db = inject(clientAccessor)(/* the primary, not the replica */)
  return db.query<{ name: string }>('SELECT name FROM items')
}
