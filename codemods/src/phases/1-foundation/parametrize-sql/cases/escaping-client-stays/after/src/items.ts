import { inject } from '@duckshift/runtime'
import { clientAccessor } from './database.js'

export const context: { db?: unknown } = {}

export async function find(name: string) {
  const db = inject(clientAccessor)()
  context.db = db
  return db.query<{ id: number }>(`SELECT id FROM items WHERE name = '${name}'`)
}
