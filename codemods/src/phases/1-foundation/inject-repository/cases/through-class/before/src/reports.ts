import { warehouse } from './warehouse.js'

export async function dearest() {
  const rows = await warehouse.query('SELECT id, price FROM items ORDER BY price DESC LIMIT 10')
  return rows.map((row) => row.id)
}

/** What more it takes is no list of values: it stays. */
export async function keptFor(ttlMs: number) {
  return warehouse.query('SELECT count(*) AS n FROM items', ttlMs)
}

/** It gives values to the driver nowhere: they stay in the text. */
export async function priceOf(id: number) {
  const [row] = await warehouse.query(`SELECT price FROM items WHERE id = ${id}`)
  return row?.price
}

export const tables = () => warehouse.tables()
