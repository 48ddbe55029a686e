import { getClient } from './db.js'

export const search = (text: string) =>
  getClient().query<{ id: number }>(`SELECT id FROM items WHERE name LIKE '%${text}%' ORDER BY id`)
