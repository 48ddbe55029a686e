'use strict'

class Repo {
  constructor(db) {
    this.db = db
  }
  async note(what) {
    await this.db.execute('INSERT INTO audit (what) VALUES (?)', [what])
  }
  handle() {
    return this.db
  }
}

module.exports = Repo
