import { getClient } from './db.js'

export const either = (a: string, b: string) =>
  getClient().query<{ id: number }>(`SELECT id FROM items WHERE category IN ('${a}', '${b}') ORDER BY id`)
