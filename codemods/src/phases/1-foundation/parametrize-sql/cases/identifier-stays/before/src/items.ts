import { getClient } from './db.js'

export const sorted = (column: string) =>
  getClient().query<{ id: number }>(`SELECT id FROM items ORDER BY ${column}`)
