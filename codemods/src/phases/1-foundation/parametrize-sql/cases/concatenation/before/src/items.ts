import { getClient } from './db.js'

export const page = (category: string, limit: number, offset: number) =>
  getClient().query<{ id: number }>(
    "SELECT id FROM items WHERE category = '" + category + "' ORDER BY id LIMIT " + limit + ' OFFSET ' + offset,
  )
