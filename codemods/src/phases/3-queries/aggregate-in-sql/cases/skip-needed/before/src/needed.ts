import { getClient } from './db.js'

/** The rows themselves are needed as well. */
export async function firstAndCount(): Promise<[unknown, number]> {
  const db = getClient()
  const rows = await db.query('SELECT * FROM items ORDER BY id')
  return [rows[0], rows.length]
}

export async function handedOn(report: (rows: unknown[]) => void): Promise<number> {
  const db = getClient()
  const rows = await db.query('SELECT * FROM items')
  report(rows)
  return rows.length
}

export async function shortened(): Promise<number> {
  const db = getClient()
  const rows = await db.query('SELECT * FROM items')
  rows.length = 2
  return rows.length
}

export async function filtered(): Promise<unknown[]> {
  const db = getClient()
  const rows = await db.query<{ id: number }>('SELECT * FROM items')
  return rows.filter((row) => row.id > 2)
}
