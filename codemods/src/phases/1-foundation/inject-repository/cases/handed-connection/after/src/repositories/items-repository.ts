import { Repository } from '@duckshift/runtime'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  async insert(): Promise<void> {
    await this.db.execute("INSERT INTO items VALUES (1, 'one', 1)")
  }
}
