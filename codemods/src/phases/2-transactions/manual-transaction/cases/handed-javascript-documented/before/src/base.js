// @ts-check
export class Repo {
  /** @param {import('./db.js').Client} db */
  constructor(db) {
    /** @type {import('./db.js').Client} */
    this.db = db
  }
  /** @param {string} what */
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
