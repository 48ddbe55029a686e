const duckdb = require('@duckshift/runtime/compat/duckdb-async');
const alarms = require('./alarms');

class Adapter {
  async start(folder) {
    this.db = await duckdb.Database.create(`${folder}/alarms.duckdb`);
    await alarms.createTable(this.db);
  }

  async acknowledge(id) {
    await alarms.acknowledge(this.db, id);
  }
}

module.exports = { Adapter };
