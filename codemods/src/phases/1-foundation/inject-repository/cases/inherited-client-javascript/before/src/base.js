import { getClient } from './db.js'

export class Repo {
  constructor(db) {
    this.db = db
  }
  async note(what) {
    await this.db.execute('INSERT INTO audit (what) VALUES (?)', [what])
  }
}

export class LineRepo extends Repo {
  async count() {
    const [row] = await this.db.query('SELECT count(*)::INTEGER AS n FROM lines')
    return row.n
  }
}

export class Audits {
  constructor(db = getClient()) {
    this.db = db
  }
  async all() {
    const { db } = this
    return db.query('SELECT what FROM audit ORDER BY what')
  }
}

/** Others look at what it keeps. */
export class Shown {
  constructor(client) {
    this.client = client
  }
  async skus() {
    return this.client.query('SELECT DISTINCT sku FROM lines ORDER BY sku')
  }
}
