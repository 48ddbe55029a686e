import { getClient } from './db.js'

const DEFAULT = 5
const NAME = 'name'
const PRICE = 'price'

/** `default` is no name for a parameter. */
export async function first(name?: string) {
  const params: unknown[] = []
  let sql = 'SELECT id, name FROM items WHERE 1=1'
  if (name) {
    sql += ' AND name = ?'
    params.push(name)
  }
  sql += ' LIMIT ?'
  params.push(DEFAULT)
  return getClient().query<{ id: number }>(sql, params)
}

/** The names of constants are those of members, too. */
export async function sorted(order: 'NAME' | 'PRICE', least?: number) {
  const columns = { NAME, PRICE }
  const where = least === undefined ? '' : 'WHERE price > 1'
  return getClient().query<{ id: number }>(`SELECT id FROM items ${where} ORDER BY ${columns[order]}`, [])
}

/** What has `then` is waited for. */
export async function then(name?: string) {
  let where = ''
  if (name) where = 'WHERE name = ?'
  return getClient().query<{ id: number }>(`SELECT id FROM items ${where}`, name ? [name] : [])
}

/** Every object has one, which takes nothing. */
export async function toString(tag?: string) {
  let where = ''
  if (tag) where = 'WHERE tag = ?'
  return getClient().query<{ tag: string }>(`SELECT tag FROM tags ${where}`, tag ? [tag] : [])
}

/** Its path is written for this folder. */
export async function elsewhere(asked: import('./asked.js').Asked) {
  let where = ''
  if (asked.name) where = 'WHERE name = ?'
  return getClient().query<{ price: number }>(`SELECT price FROM items ${where}`, asked.name ? [asked.name] : [])
}
