import { getClient } from './db.js'

export async function count(): Promise<number> {
  const rows = await getClient().query<{ n: number }>('SELECT count(*)::INTEGER AS n FROM items')
  return rows[0]!.n
}
