import { Repository } from '@duckshift/runtime'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  findNameById(id) {
    return this.db.query('SELECT name FROM items WHERE id = $1', [id])
  }
}
