import { inject, Repository, writeTogether } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  async updateCreatedAtByIdAndCategory(id: number, tag: string): Promise<number> {
    const { rowsChanged } = await this.db.execute(
      "UPDATE items SET created_at = date_trunc('century', now())::TIMESTAMP WHERE id = ? AND category = ?",
      [id, tag],
    )
    return rowsChanged
  }

  /** What `updateCreatedAtByIdAndCategory` does for each of the tags, in one statement where that leaves the same rows. */
  async updateCreatedAtByIdAndCategoryForEach(id: number, tags: readonly string[]): Promise<number> {
    return writeTogether([...tags.keys()], {
      together: async () => {
        const { rowsChanged } = await this.db.execute(
          `UPDATE items SET created_at = date_trunc('century', now())::TIMESTAMP
            FROM (SELECT unnest($2::VARCHAR[]) AS batch_1) AS batch
            WHERE id = $1 AND category = batch_1`,
          [id, tags],
        )
        return rowsChanged
      },
      single: (index) => this.updateCreatedAtByIdAndCategory(id, tags[index]!),
      distinctBy: (index) => [tags[index]!],
    })
  }
}
