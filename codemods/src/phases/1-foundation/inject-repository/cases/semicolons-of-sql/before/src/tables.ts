import { getClient } from './db.js'

export async function createTables(): Promise<void> {
  await getClient().execute(`
    CREATE TABLE IF NOT EXISTS items (id INTEGER, name VARCHAR);
    CREATE TABLE IF NOT EXISTS orders (id INTEGER, item_id INTEGER);
    CREATE INDEX IF NOT EXISTS by_item ON orders (item_id);
  `)
}
