import { Repository } from '@duckshift/runtime'

/** Data access to `tags`. */
export class TagsRepository extends Repository {
  async deleteByItem(id: number): Promise<void> {
    await this.db.execute('DELETE FROM tags WHERE item = ?', [id])
  }
}
