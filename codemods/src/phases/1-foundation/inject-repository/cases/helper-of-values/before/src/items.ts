import { query, scalar } from './db.js'

export async function names(from: number): Promise<string[]> {
  const rows = await query<{ name: string }>('SELECT name FROM items WHERE id >= ?', [from])
  return rows.map((row) => row.name)
}

export const count = () => scalar<bigint>('SELECT count(*) FROM items')
