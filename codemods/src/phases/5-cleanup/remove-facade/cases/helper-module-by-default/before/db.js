const path = require('path')
const { DuckDBInstance } = require('@duckdb/node-api')

const DB_PATH = process.env.APP_DB || path.join(__dirname, 'app.duckdb')

let connection = null

module.exports = async (sql, params = []) => {
  connection ??= await (await DuckDBInstance.create(DB_PATH)).connect()
  const reader = await connection.runAndReadAll(sql, params)
  return reader.getRowObjectsJS()
}
