import type { DuckDBConnection } from '@duckdb/node-api'

export async function pricesOf(connection: DuckDBConnection, ids: readonly number[]): Promise<(number | null)[]> {
  const prices: (number | null)[] = []
  for (const id of ids) {
    const reader = await connection.runAndReadAll('SELECT price FROM items WHERE id = $1', [id])
    const rows = reader.getRowObjectsJS()
    prices.push(rows[0]!.price as number | null)
  }
  return prices
}
