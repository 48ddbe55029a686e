'use strict'
const { inject } = require('@duckshift/runtime')
const { clientAccessor, databaseOn } = require('./database')
const { LinesRepository } = require('./repositories/lines-repository')

class Late {
  async init() {
    this.db = await inject(clientAccessor)()
    return this
  }
  async skus() {
    return new LinesRepository(databaseOn(this.db)).listSku()
  }
}

exports.Late = Late
