import type { DuckDBConnection } from '@duckdb/node-api'
import { repositoryOn } from '@duckshift/runtime/compat/neo'
import { ItemsRepository } from './repositories/items-repository.js'

export async function pricesOf(connection: DuckDBConnection, ids: readonly number[]): Promise<(number | null)[]> {
  const prices: (number | null)[] = []
  const items = repositoryOn(ItemsRepository, connection)
  const idRows = await items.findPriceByIdForEach(ids)
  for (const index of ids.keys()) {
    const rows = idRows[index]
    prices.push(rows[0]!.price as number | null)
  }
  return prices
}
