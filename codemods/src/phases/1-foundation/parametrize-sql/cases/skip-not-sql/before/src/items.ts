import { getClient } from './db.js'

export const label = (name: string) => `SELECT name FROM items WHERE name = '${name}'`

export const client = getClient
