import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `process`. */
export class ProcessRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  findPidById(id: number): Promise<{ pid: number }[]> {
    return this.db.query<{ pid: number }>('SELECT pid FROM process WHERE id = ?', [id])
  }
}
