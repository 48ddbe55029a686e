import { getClient } from './db.js'

interface PriceRow {
  id: number
  price: number | null
}

export async function total(): Promise<number> {
  const rows = await getClient().query<PriceRow>('SELECT id, price FROM items')
  return rows.reduce((sum, row) => sum + (row.price ?? 0), 0)
}
