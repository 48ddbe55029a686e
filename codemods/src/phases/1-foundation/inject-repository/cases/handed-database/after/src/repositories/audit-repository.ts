import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `audit`. */
export class AuditRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  findLatest(): Promise<{ what: string }[]> {
    return this.db.query<{ what: string }>('SELECT what FROM audit ORDER BY logged_at DESC LIMIT 1')
  }

  async deleteByLoggedAtBefore(days: number): Promise<number> {
    const { rowsChanged } = await this.db.execute(
      'DELETE FROM audit WHERE logged_at < now() - INTERVAL (?) DAY',
      [days],
    )
    return rowsChanged
  }

  async insert(itemId: number, what: string): Promise<number> {
    const { rowsChanged } = await this.db.execute(
      'INSERT INTO audit (item_id, what) VALUES (?, ?)',
      [itemId, what],
    )
    return rowsChanged
  }
}
