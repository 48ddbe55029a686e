import { inject, Repository, writeTogether } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  async updateCategoryAndPriceById(category: string | null, id: number): Promise<number> {
    const { rowsChanged } = await this.db.execute(
      'UPDATE items SET category = ?, price = 0 WHERE id = ?',
      [category, id],
    )
    return rowsChanged
  }

  async updateCategoryByName(category: string): Promise<number> {
    const { rowsChanged } = await this.db.execute(
      'UPDATE items SET category = NULL WHERE items.name = ?',
      [category],
    )
    return rowsChanged
  }

  /** What `updateCategoryAndPriceById` does for each of the categories, in one statement where that leaves the same rows. */
  async updateCategoryAndPriceByIdForEach(
    categories: readonly (string | null)[],
    ids: readonly number[],
  ): Promise<number> {
    return writeTogether([...categories.keys()], {
      together: async () => {
        const { rowsChanged } = await this.db.execute(
          `UPDATE items SET category = batch_1, price = 0
            FROM (SELECT unnest($1::VARCHAR[]) AS batch_1, unnest($2::DOUBLE[]) AS batch_2) AS batch
            WHERE id = batch_2`,
          [categories, ids],
        )
        return rowsChanged
      },
      single: (index) => this.updateCategoryAndPriceById(categories[index]!, ids[index]!),
      distinctBy: (index) => [ids[index]!],
    })
  }

  /** What `updateCategoryByName` does for each of the categories, in one statement where that leaves the same rows. */
  async updateCategoryByNameForEach(categories: readonly string[]): Promise<number> {
    return writeTogether([...categories.keys()], {
      together: async () => {
        const { rowsChanged } = await this.db.execute(
          `UPDATE items SET category = NULL
            FROM (SELECT unnest($1::VARCHAR[]) AS batch_1) AS batch
            WHERE items.name = batch_1`,
          [categories],
        )
        return rowsChanged
      },
      single: (index) => this.updateCategoryByName(categories[index]!),
      distinctBy: (index) => [categories[index]!],
    })
  }
}
