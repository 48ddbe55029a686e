import { inject, Repository, writeTogether } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `tags`. */
export class TagsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  async insert(itemId: number, tag: string): Promise<number> {
    const { rowsChanged } = await this.db.execute(
      'INSERT INTO tags (item_id, tag) VALUES (?, ?)',
      [itemId, tag],
    )
    return rowsChanged
  }

  async deleteByItemId(itemId: number | undefined): Promise<number> {
    const { rowsChanged } = await this.db.execute('DELETE FROM tags WHERE item_id = ?', [itemId])
    return rowsChanged
  }

  /** What `insert` does for each of the tags, in one statement where that leaves the same rows. */
  async insertForEach(itemId: number, tags: readonly string[]): Promise<number> {
    return writeTogether([...tags.keys()], {
      together: async () => {
        const { rowsChanged } = await this.db.execute(
          `INSERT INTO tags (item_id, tag)
            SELECT $1, batch_1
            FROM (SELECT unnest($2::VARCHAR[]) AS batch_1) AS batch`,
          [itemId, tags],
        )
        return rowsChanged
      },
      single: (index) => this.insert(itemId, tags[index]!),
    })
  }

  /** What `deleteByItemId` does for each of the itemIds, in one statement where that leaves the same rows. */
  async deleteByItemIdForEach(itemIds: readonly (number | undefined)[]): Promise<number> {
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
