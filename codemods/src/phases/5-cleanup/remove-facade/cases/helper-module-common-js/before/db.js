const path = require('path')
const { DuckDBInstance } = require('@duckdb/node-api')

const DB_PATH = process.env.APP_DB || path.join(__dirname, 'app.duckdb')

let connection = null

async function getConnection() {
  if (connection) return connection
  const instance = await DuckDBInstance.create(DB_PATH)
  connection = await instance.connect()
  return connection
}

async function query(sql, params = []) {
  const conn = await getConnection()
  const reader = await conn.runAndReadAll(sql, params)
  return reader.getRowObjectsJS()
}

async function execute(sql, params = []) {
  const conn = await getConnection()
  await conn.run(sql, params)
}

async function close() {
  if (connection) {
    connection.closeSync()
    connection = null
  }
}

module.exports = { query, execute, close }
