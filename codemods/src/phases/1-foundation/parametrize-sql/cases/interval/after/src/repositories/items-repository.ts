import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listIdByCreatedAtAfterAndCreatedAtBefore(days: number, months: number): Promise<{ id: number }[]> {
    return this.db.query<{ id: number }>(
      `SELECT id FROM items WHERE created_at > TIMESTAMP '2026-01-01' - INTERVAL (?) DAY AND created_at < TIMESTAMP '2026-01-01' + INTERVAL (?) MONTH`,
      [days, months],
    )
  }

  listIdByCreatedAtAfter(interval: string): Promise<{ id: number }[]> {
    return this.db.query<{ id: number }>(
      'select id from items where created_at > current_date - cast(? as interval)',
      [interval],
    )
  }
}
