import { getClient } from './db.js'

export async function countsItems(): Promise<boolean> {
  const rows = await getClient().query<{ n: bigint }>('SELECT count(*) AS n FROM items')
  return rows.length === 1
}
