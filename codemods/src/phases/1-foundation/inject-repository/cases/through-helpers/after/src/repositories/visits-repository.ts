import { inject, Repository } from '@duckshift/runtime'
import { queryDatabase } from '../database.js'
import type { Row } from '../db.js'

/** Data access to `visits`. */
export class VisitsRepository extends Repository {
  constructor(db = inject(queryDatabase)) {
    super(db)
  }

  listAll(): Promise<Row[]> {
    return this.db.query<Row>('SELECT * FROM visits')
  }
}
