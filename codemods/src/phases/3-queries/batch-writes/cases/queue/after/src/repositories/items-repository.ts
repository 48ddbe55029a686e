import { inject, Repository, writeTogether } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  async updatePriceById(price: number, id: number): Promise<number> {
    const { rowsChanged } = await this.db.execute('UPDATE items SET price = ? WHERE id = ?', [price, id])
    return rowsChanged
  }

  /** What `updatePriceById` does for each of the prices, in one statement where that leaves the same rows. */
  async updatePriceByIdForEach(prices: readonly number[], ids: readonly number[]): Promise<number> {
    return writeTogether([...prices.keys()], {
      together: async () => {
        const { rowsChanged } = await this.db.execute(
          `UPDATE items SET price = batch_1
            FROM (SELECT unnest($1::DOUBLE[]) AS batch_1, unnest($2::DOUBLE[]) AS batch_2) AS batch
            WHERE id = batch_2`,
          [prices, ids],
        )
        return rowsChanged
      },
      single: (index) => this.updatePriceById(prices[index]!, ids[index]!),
      distinctBy: (index) => [ids[index]!],
    })
  }
}
