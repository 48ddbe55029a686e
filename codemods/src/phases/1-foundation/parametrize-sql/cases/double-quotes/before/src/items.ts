import { getClient } from "./db.js"

export function like(name: string) {
  return getClient().query(`SELECT * FROM items WHERE name ILIKE '%${name}%'`)
}

export function plain(id: number) {
  return getClient().query("SELECT * FROM items WHERE id = ?", [id])
}

export function quoted(name: string) {
  return getClient().query(`SELECT "name" FROM items WHERE name = '${name}'`)
}
