import { getClient } from './db.js'

export const find = (category: string, below: number) =>
  getClient().query<{ id: number }>(`SELECT id FROM items WHERE category = ? AND price < ${below}`, [category])
