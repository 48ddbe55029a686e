import { Repository } from '@duckshift/runtime'

/** Data access to `tags`. */
export class TagsRepository extends Repository {
  async deleteByItemNotIn(): Promise<void> {
    await this.db.execute('DELETE FROM tags WHERE item NOT IN (SELECT id FROM items)')
  }
}
