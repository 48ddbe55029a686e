import { inject, Repository } from '@duckshift/runtime'
import { legacyDb } from '../database.js'

/** Data access to `notes`. */
export class DbNotesRepository extends Repository {
  constructor(db = inject(legacyDb)) {
    super(db)
  }

  async deleteById(id: number): Promise<void> {
    await this.db.execute('DELETE FROM notes WHERE id = ?', [id])
  }
}
