import { inject } from '@duckshift/runtime'
import { database, databaseOn } from './database.js'
import { AuditRepository } from './repositories/audit-repository.js'
import { LinesRepository } from './repositories/lines-repository.js'

export class Repo {
  constructor(db) {
    this.db = db
  }
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

export class Audits {
  constructor(db = inject(database)) {
    this.db = db
  }
  async all() {
    const { db } = this
    return new AuditRepository(db).listWhat()
  }
}

/** Others look at what it keeps. */
export class Shown {
  constructor(client) {
    this.client = client
  }
  async skus() {
    return new LinesRepository(databaseOn(this.client)).listSku()
  }
}
