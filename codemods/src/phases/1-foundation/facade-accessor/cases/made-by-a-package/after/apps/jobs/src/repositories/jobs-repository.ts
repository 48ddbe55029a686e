import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `jobs`. */
export class JobsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  async deleteByFinishedAtBefore(): Promise<void> {
    await this.db.execute('DELETE FROM jobs WHERE finished_at < now() - INTERVAL 7 DAY')
  }
}
