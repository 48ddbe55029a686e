import { inject } from '@duckshift/runtime'
import { database } from './database.js'

export class Batch {
  private readonly db = inject(database)

  /** Runs the statements, or none of them. */
  async run(statements: string[]): Promise<number> {
    let changed = 0
    await this.db.transaction(async () => {
      for (const statement of statements) {
        changed += (await this.db.execute(statement)).rowsChanged
      }
    }, { retry: false })
    return changed
  }
}
