import { getClient } from './db.js'

const escapeSql = (text: string) => text.replaceAll("'", "''")

export function find(name: string, prefix: string) {
  const db = getClient() // usage: variable interpolated-sql several-queries
  return [
    db.query(`SELECT * FROM items WHERE name = '${escapeSql(name)}'`),
    db.query("SELECT * FROM items WHERE name LIKE '" + prefix + "%'"),
  ]
}
