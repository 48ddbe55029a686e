import { getClient } from './db.js'
import { Category, fragments, openOnly, prices } from './fragments.js'

const COLUMNS = 'id, name'
const CATEGORIES = `('tools', 'toys')`
const CHEAP = `category IN ${CATEGORIES} AND price < 10`
/** Kept beside the code that explains it. */
const ORDER = 'ORDER BY name, id'
const LIMIT = 'LIMIT 5'

class Items {
  static readonly source = 'FROM items'
  private readonly byName = 'WHERE name ='

  find(name: string) {
    return getClient().query<{ id: number }>(`SELECT id ${Items.source} ${this.byName} '${name}' ${LIMIT}`)
  }
}

export const items = new Items()

export function tools(below: number) {
  const table = 'items'
  // Kept beside what it explains.
  const condition = `category = 'tools'`
  return getClient().query<{ id: number }>(`SELECT id FROM ${table} WHERE ${condition} AND price < ${below}`)
}

export const cheap = (below: number) =>
  getClient().query<{ id: number; name: string }>(
    `SELECT ${COLUMNS} FROM items WHERE ${CHEAP} AND price < ${below} ${ORDER}`,
  )

export const inTypes = (category: string) =>
  getClient().query<{ id: number; name: string }>(
    `SELECT ${COLUMNS} FROM items WHERE category = '${category}' AND category IN ${CATEGORIES} ${LIMIT}`,
  )

export const named = (name: string) =>
  getClient().query<{ id: number }>(`SELECT id FROM ${Category.Table} WHERE name = '${name}' AND ${openOnly()}`)

export const priced = (id: number) =>
  getClient().query<{ price: number }>(`SELECT ${prices.column} FROM items WHERE ${fragments.byId} ${id}`)
