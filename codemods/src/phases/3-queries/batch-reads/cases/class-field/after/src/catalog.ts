import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export class Catalog {
  private readonly items = inject(ItemsRepository)

  /** Several values at a time, NULL among them. */
  async inCategories(wanted: { category: string | null; below: number }[]): Promise<number[]> {
    const counts: number[] = []
    const foundRows = await this.items.listIdByCategoryAndPriceBelowForEach(wanted.map(({ category }) => category), wanted.map(({ below }) => below))
    for (const index of wanted.keys()) {
      const rows = foundRows[index]
      counts.push(...rows.map((row) => row.id))
    }
    return counts
  }
}
