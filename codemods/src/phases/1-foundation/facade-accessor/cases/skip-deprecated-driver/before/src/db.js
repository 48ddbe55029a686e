const duckdb = require('duckdb')

let database
function getDatabase() {
  if (!database) database = new duckdb.Database('items.duckdb')
  return database
}
module.exports = { getDatabase }
