import { getClient } from './db.js'

export async function cheapest(): Promise<number> {
  const db = getClient()
  await db.execute('CREATE TEMP TABLE cheap AS SELECT * FROM items WHERE price < 10')
  const rows = await db.query<{ n: bigint }>('SELECT count(*) AS n FROM cheap')
  return Number(rows[0]!.n)
}
