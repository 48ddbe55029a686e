const { Database } = require('duckdb-async')

let opening

module.exports = function getDb() {
  opening ??= Database.create(process.env.DATABASE ?? 'users.duckdb')
  return opening
}
