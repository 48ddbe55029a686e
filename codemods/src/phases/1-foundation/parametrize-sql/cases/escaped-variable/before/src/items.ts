import { getClient } from './db.js'

const TEAM = 'blue'

function quoteLiteral(value: string): string {
  return `'${value.replace(/'/g, "''")}'`
}

export async function search(name: string, category: string) {
  const escaped = name.trim().replace(/'/g, "''")
  const wanted = quoteLiteral(category)
  const sql = `SELECT id FROM items WHERE (name = '${escaped}' OR name LIKE '${escaped}%') AND category = ${wanted} AND name <> '${TEAM}'`
  return getClient().query<{ id: number }>(sql)
}

export async function changed(name: string) {
  const escaped = name.replace(/'/g, "''")
  name = name.toUpperCase()
  return getClient().query<{ id: number }>(`SELECT id FROM items WHERE name = '${escaped}' OR name = '${name}'`)
}

export async function twice(name: string) {
  const escaped = name.replace(/'/g, "''")
  await getClient().execute(`UPDATE items SET price = 0 WHERE name = '${escaped}'`)
  await getClient().execute(`DELETE FROM items WHERE name = '${escaped}'`)
}

export async function explained(name: string) {
  // A quote ends a literal.
  const escaped = name.replace(/'/g, "''")
  const db = getClient()
  return db.query<{ id: number }>(`SELECT id FROM items WHERE name = '${escaped}'`)
}

export async function logged(name: string) {
  const escaped = name.replace(/'/g, "''")
  console.log(escaped)
  return getClient().query<{ id: number }>(`SELECT id FROM items WHERE name = '${escaped}'`)
}

export async function between(item: { name: string; category: string }, load: () => string) {
  const name = item.name.replace(/'/g, "''")
  const category = quoteLiteral(item.category)
  const db = getClient()
  await db.execute(`DELETE FROM items WHERE name = '${name}' AND category = ${category}`)
  const other = item.name.replace(/'/g, "''")
  const loaded = quoteLiteral(load())
  await db.execute(`DELETE FROM items WHERE name = '${other}' AND category = ${loaded}`)
}
