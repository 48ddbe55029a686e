import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `lines`. */
export class LinesRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  countAll() {
    return this.db.query('SELECT count(*)::INTEGER AS n FROM lines')
  }

  listSku() {
    return this.db.query('SELECT DISTINCT sku FROM lines ORDER BY sku')
  }
}
