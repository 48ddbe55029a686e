import { getClient } from './db.js'

export async function searchItems(criteria) {
  let sql = 'SELECT id, name FROM items WHERE 1=1'
  const params = []
  if (criteria.name) {
    sql += ' AND name = ?'
    params.push(criteria.name)
  }
  return getClient().query(sql, params)
}

export async function sorted(limit) {
  let sql = 'SELECT id FROM items'
  if (limit) sql += ` LIMIT ${limit}`
  return getClient().query(sql, [])
}
