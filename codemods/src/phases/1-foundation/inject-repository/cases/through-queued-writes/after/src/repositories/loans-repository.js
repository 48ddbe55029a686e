import { inject, Repository } from '@duckshift/runtime'
import { queryDatabase } from '../database.js'

/** Data access to `loans`. */
export class LoansRepository extends Repository {
  constructor(db = inject(queryDatabase)) {
    super(db)
  }

  async insert(id, book, reader) {
    await this.db.execute('INSERT INTO loans (id, book, reader) VALUES (?, ?, ?)', [id, book, reader])
  }

  listByReader(reader) {
    return this.db.query('SELECT * FROM loans WHERE reader = ?', [reader])
  }
}
