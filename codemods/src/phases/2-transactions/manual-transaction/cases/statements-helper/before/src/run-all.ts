import { getClient } from './db.js'

export class Batch {
  private readonly db = getClient()

  /** Runs the statements, or none of them. */
  async run(statements: string[]): Promise<number> {
    let changed = 0
    await this.db.execute('BEGIN')
    try {
      for (const statement of statements) {
        changed += await this.db.execute(statement)
      }
      await this.db.execute('COMMIT')
    } catch (error) {
      await this.db.execute('ROLLBACK')
      throw error
    }
    return changed
  }
}
