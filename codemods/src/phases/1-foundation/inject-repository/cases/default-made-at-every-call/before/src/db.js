const { Database } = require('duckdb-async')

module.exports = function getDb() {
  return Database.create(process.env.DATABASE ?? 'users.duckdb')
}
