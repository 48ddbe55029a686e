import { getClient } from './db.js'

export class Catalog {
  private readonly db = getClient()

  /** Several values at a time, NULL among them. */
  async inCategories(wanted: { category: string | null; below: number }[]): Promise<number[]> {
    const counts: number[] = []
    for (const { category, below } of wanted) {
      const rows = await this.db.query<{ id: number }>(
        'SELECT id FROM items WHERE category = ? AND price < ? ORDER BY price DESC, id',
        [category, below],
      )
      counts.push(...rows.map((row) => row.id))
    }
    return counts
  }
}
