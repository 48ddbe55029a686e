const { DuckDBInstance } = require('@duckdb/node-api')
let connection
async function getConnection() {
  connection ??= await (await DuckDBInstance.create(':memory:')).connect()
  return connection
}
module.exports = { getConnection }
