import { getDuckDBClient } from './client.js'

export async function countItems(): Promise<number> {
  const rows = await getDuckDBClient().query<{ n: number }>('SELECT count(*)::INTEGER AS n FROM items')
  return rows[0]?.n ?? 0
}
