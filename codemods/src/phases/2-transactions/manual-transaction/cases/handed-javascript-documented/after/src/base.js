// @ts-check
import { AuditRepository } from './repositories/audit-repository.js'
import { LinesRepository } from './repositories/lines-repository.js'

export class Repo {
  /** @param {import('@duckshift/runtime').Database} db */
  constructor(db) {
    /** @type {import('@duckshift/runtime').Database} */
    this.db = db
  }
  /** @param {string} what */
  async note(what) {
    await new AuditRepository(this.db).insert(what)
  }
}

export class LineRepo extends Repo {
  async count() {
    const [row] = await new LinesRepository(this.db).countAll()
    return row.n
  }
}
