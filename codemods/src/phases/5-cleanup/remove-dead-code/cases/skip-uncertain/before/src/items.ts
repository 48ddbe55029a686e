import { getClient } from './db.js'
import { escapeSql } from './formats/escapeSql.js'

export async function find(name: string): Promise<{ id: number }[]> {
  const db = getClient()
  return db.query<{ id: number }>(`SELECT id FROM items WHERE name = '${escapeSql(name)}'`)
}

export const format = (name: string): Promise<unknown> => import(`./formats/${name}.js`)
