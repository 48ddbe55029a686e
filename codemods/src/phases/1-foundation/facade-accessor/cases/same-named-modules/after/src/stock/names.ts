import { inject } from '@duckshift/runtime'
import { StockRepository } from './repositories/stock-repository.js'

export async function names(): Promise<string[]> {
  const stock = inject(StockRepository)
  const rows = await stock.listName()
  return rows.map((row) => row.name)
}
