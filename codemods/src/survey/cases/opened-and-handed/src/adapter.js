const duckdb = require('duckdb-async')
const alarms = require('./alarms')
const { open } = require('./settings')

class Adapter { // accessor: constructor
  async start(folder) {
    this.settings = open(folder)
    this.db = await duckdb.Database.create(`${folder}/alarms.duckdb`)
    await alarms.createTable(this.db)
  }

  async acknowledge(id) {
    await alarms.acknowledge(this.db, id)
    await alarms.note(this.settings, id)
  }
}

module.exports = { Adapter }
