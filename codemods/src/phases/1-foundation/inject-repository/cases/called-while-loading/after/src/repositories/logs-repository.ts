import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database'

/** Data access to `logs`. */
export class LogsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  async insert(tick: number, text: string): Promise<void> {
    await this.db.execute('INSERT INTO logs VALUES (?, ?)', [tick, text])
  }
}
