import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `audit`. */
export class AuditRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  async insert(what) {
    const { rowsChanged } = await this.db.execute('INSERT INTO audit (what) VALUES (?)', [what])
    return rowsChanged
  }
}
