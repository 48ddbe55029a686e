import { inject, Repository, writeTogether } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `tags`. */
export class TagsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  async deleteByItemId(itemId: number): Promise<number> {
    const { rowsChanged } = await this.db.execute('DELETE FROM tags WHERE item_id = ?', [itemId])
    return rowsChanged
  }

  /** What `deleteByItemId` does for each of the itemIds, in one statement where that leaves the same rows. */
  async deleteByItemIdForEach(itemIds: readonly number[]): Promise<number> {
    return writeTogether([...itemIds.keys()], {
      together: async () => {
        const { rowsChanged } = await this.db.execute(
          `DELETE FROM tags
            USING (SELECT unnest($1::DOUBLE[]) AS batch_1) AS batch
            WHERE item_id = batch_1`,
          [itemIds],
        )
        return rowsChanged
      },
      single: (index) => this.deleteByItemId(itemIds[index]!),
    })
  }
}
