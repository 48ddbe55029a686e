import { getClient } from './db.js'

export const seed = (name: string) => getClient().execute(`INSERT INTO items (id, name) VALUES (1, '${name}')`)
