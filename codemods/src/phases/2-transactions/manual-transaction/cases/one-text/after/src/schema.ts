import { inject } from '@duckshift/runtime'
import { database } from './database.js'

export async function clear(): Promise<void> {
  const db = inject(database)
  await db.transaction(() => db.query(`
    DELETE FROM tags;
    DELETE FROM items;
  `))
}
