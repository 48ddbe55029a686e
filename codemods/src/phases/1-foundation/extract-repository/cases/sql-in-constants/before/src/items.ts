import { getClient } from './db.js'
import { countItems, queries } from './queries.js'
import * as more from './queries.js'

const ALL = 'SELECT id, name FROM items'
const TWICE = `SELECT id
  FROM items
  WHERE name = ?`

export const all = () => getClient().query<{ id: number; name: string }>(ALL)

export const first = () => getClient().query<{ id: number; name: string }>(ALL + ' ORDER BY id LIMIT 1')

export const byName = (name: string) => getClient().query<{ id: number }>(TWICE, [name])

export const sameAgain = (name: string) => getClient().query<{ id: number }>(TWICE, [name])

export const byCategory = (category: string) =>
  getClient().query<{ id: number }>(queries.byCategory, [category])

export const count = () => getClient().query<{ count: number }>(countItems())

export const expensive = () => getClient().query<{ id: number }>(more.expensive)

console.log(TWICE)
