import { shared } from './state.js'

export async function all() {
  if (!shared.isReady || !shared.db) throw new Error('Call open() first.')
  const rows = await shared.db.query('SELECT id FROM items') // usage: variable several-queries
  return [...rows, ...(await shared.db.query('SELECT name FROM items'))]
}

export const isReady = () => shared.isReady && shared.db !== undefined
