'use strict'

const { databaseOn } = require('./database')
const { AuditRepository } = require('./repositories/audit-repository')

class Repo {
  constructor(db) {
    this.db = db
  }
  async note(what) {
    await new AuditRepository(databaseOn(this.db)).insert(what)
  }
  handle() {
    return this.db
  }
}

module.exports = Repo
