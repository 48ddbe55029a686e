import { getClient } from './db.js'

export async function clear(): Promise<void> {
  const db = getClient()
  await db.query(`
    BEGIN TRANSACTION;
    DELETE FROM tags;
    DELETE FROM items;
    COMMIT;
  `)
}
