const { promisify } = require('util')
const duckdb = require('duckdb')
const connection = new duckdb.Database(':memory:').connect()
module.exports = { // accessor: helper helper
  all: promisify(connection.all).bind(connection),
  run: promisify(connection.run).bind(connection),
}
