import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `visits`. */
export class VisitsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listVisitor(): Promise<Record<string, unknown>[]> {
    return this.db.query<Record<string, unknown>>('SELECT visitor FROM visits')
  }
}
