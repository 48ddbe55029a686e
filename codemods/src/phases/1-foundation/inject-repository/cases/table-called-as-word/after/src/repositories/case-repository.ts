import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `case`. */
export class CaseRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  findTitleById(id: number): Promise<{ title: string }[]> {
    return this.db.query<{ title: string }>('SELECT title FROM "case" WHERE id = ?', [id])
  }
}
