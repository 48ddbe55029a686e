import { getClient } from './db.js'

async function rows(sql, params) {
  return getClient().query(sql, params)
}

/** The second statement stays, and needs the condition that both have. */
export async function page(name, column) {
  let where = ''
  const params = []
  if (name) {
    where = ' WHERE name = ?'
    params.push(name)
  }
  const [total] = await rows(`SELECT count(*)::INTEGER AS n FROM items${where}`, params)
  const found = await rows(`SELECT name FROM items${where} ORDER BY ${column}`, params)
  return { total: total.n, found }
}

export async function byIds(ids) {
  const marks = ids
    // One for each.
    .map(() => '?')
    .join(', ')
  return rows(`SELECT name FROM items WHERE id IN (${marks}) ORDER BY id`, ids)
}
