import { inject } from '@duckshift/runtime'
import { database } from './database.js'

export async function createTables(): Promise<void> {
  await inject(database).execute(`
    CREATE TABLE IF NOT EXISTS items (id INTEGER, name VARCHAR);
    CREATE TABLE IF NOT EXISTS orders (id INTEGER, item_id INTEGER);
    CREATE INDEX IF NOT EXISTS by_item ON orders (item_id);
  `)
}
