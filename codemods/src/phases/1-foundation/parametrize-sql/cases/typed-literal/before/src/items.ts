import { getClient } from './db.js'

export const since = (day: string) =>
  getClient().query<{ id: number }>(`SELECT id FROM items WHERE created_at >= TIMESTAMP '${day}'`)
