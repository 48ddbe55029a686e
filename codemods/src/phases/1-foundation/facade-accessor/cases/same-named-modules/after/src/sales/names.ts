import { inject } from '@duckshift/runtime'
import { SalesRepository } from './repositories/sales-repository.js'

export async function names(): Promise<string[]> {
  const sales = inject(SalesRepository)
  const rows = await sales.listName()
  return rows.map((row) => row.name)
}
