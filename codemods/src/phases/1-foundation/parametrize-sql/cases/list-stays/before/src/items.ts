import { getClient } from './db.js'

export const findAll = (ids: readonly number[]) =>
  getClient().query<{ name: string }>(`SELECT name FROM items WHERE id IN (${ids.join(', ')})`)
