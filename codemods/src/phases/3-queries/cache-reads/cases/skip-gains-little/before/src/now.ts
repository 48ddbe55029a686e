import { getClient } from './db.js'

export async function older(): Promise<number> {
  const db = getClient()
  const rows = await db.query<{ n: bigint }>('SELECT count(*) AS n FROM items WHERE created_at < now()::TIMESTAMP')
  return Number(rows[0]!.n)
}
