const duckdb = require('duckdb')
let database
function getDatabase() { // accessor: function
  if (!database) database = new duckdb.Database('app.duckdb')
  return database
}
module.exports = { getDatabase }
