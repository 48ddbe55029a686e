'use strict'

const { databaseOn } = require('./database')
const { AuditRepository } = require('./repositories/audit-repository')

module.exports = (db) => ({
  all: async () => new AuditRepository(databaseOn(db)).listWhat(),
  async add(what) {
    await new AuditRepository(databaseOn(db)).insert(what)
  },
})
