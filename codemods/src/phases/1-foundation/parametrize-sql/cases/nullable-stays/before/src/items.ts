import { getClient } from './db.js'

export const find = (category: string | null) =>
  getClient().query<{ id: number }>(`SELECT id FROM items WHERE category = '${category}'`)
