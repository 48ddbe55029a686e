import { getClient } from './db.js'
import { escapeSql } from './escape.js'

async function find(name: string) {
  const db = getClient()
  return db.query<{ id: number }>(`SELECT id FROM items WHERE name = '${name}'`)
}

export async function byName(name: string) {
  return find(escapeSql(name))
}

export async function ofCategory(category: string) {
  const db = getClient()
  return db.query<{ id: number }>(`SELECT id FROM items WHERE category = '${category}'`)
}
