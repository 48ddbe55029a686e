const pkg = require('@duckshift/runtime/compat/duckdb')

const duckdb = pkg
const { Database } = duckdb

let database
function getDatabase() {
  if (!database) database = new Database('items.duckdb')
  return database
}
module.exports = { getDatabase }
