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

export class Defaulted {
  constructor(db = getClient()) {
    this.db = db
  }
  async audits() {
    return this.db.query('SELECT what FROM audit ORDER BY what')
  }
}
