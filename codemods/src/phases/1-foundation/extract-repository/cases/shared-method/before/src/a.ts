import { getClient } from './db.js'

export const cheap = (limit: number) =>
  getClient().query<{ id: number }>('SELECT id FROM items WHERE price < ?', [limit])
