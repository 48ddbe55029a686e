import { getClient } from './db.js'

const db = getClient() // usage: top-level several-queries
await db.execute('DELETE FROM items')
export const names = () => db.query('SELECT name FROM items')
