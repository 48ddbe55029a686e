import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `audit`. */
export class AuditRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  countAll(): Promise<{ n: number }[]> {
    return this.db.query<{ n: number }>('SELECT count(*)::INTEGER AS n FROM audit')
  }
}
