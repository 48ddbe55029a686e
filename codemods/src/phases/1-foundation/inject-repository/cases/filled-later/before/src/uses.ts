import { type Client, getClient } from './db.js'
import { shared } from './state.js'

export async function find(id: number): Promise<string | undefined> {
  if (!shared.db) throw new Error('Call open() first.')
  const rows = await shared.db.query<{ name: string }>('SELECT name FROM items WHERE id = ?', [id])
  return rows[0]?.name
}

export async function count(connect: () => Client): Promise<number> {
  const db = connect()
  const [row] = await db.query<{ n: bigint }>('SELECT count(*) AS n FROM items')
  return Number(row?.n ?? 0)
}

export const counted = (): Promise<number> => count(getClient)
