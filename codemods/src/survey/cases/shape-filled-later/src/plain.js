import { getClient } from './client.js'

export const plain = { db: null }

export function start() {
  plain.db = getClient() // usage: direct-call
}

export const all = () => plain.db.query('SELECT id FROM items')
