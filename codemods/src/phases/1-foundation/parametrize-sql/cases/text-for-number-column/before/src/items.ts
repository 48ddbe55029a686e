import { getClient } from './db.js'

export const find = (id: string) => getClient().query<{ name: string }>(`SELECT name FROM items WHERE id = '${id}'`)
