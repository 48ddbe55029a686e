import { getClient as original } from './db.js'

export type Original = typeof original

export function names(getClient: () => { query(sql: string): string[] }) {
  return getClient().query('SELECT name FROM items')
}
