'use strict'

const { databaseOn } = require('./database')
const { LinesRepository } = require('./repositories/lines-repository')

function Lines(db) {
  this.db = db
}

Lines.prototype = {
  async count() {
    const [row] = await new LinesRepository(databaseOn(this.db)).countAll()
    return row.n
  },
}

Lines.prototype.skus = async function () {
  return new LinesRepository(databaseOn(this.db)).listSku()
}

module.exports = Lines
