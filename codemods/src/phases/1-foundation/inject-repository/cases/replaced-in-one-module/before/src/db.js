'use strict'
const { DuckDBInstance } = require('@duckdb/node-api')

let connection

async function getConnection() {
  if (!connection) connection = await (await DuckDBInstance.create('app.duckdb')).connect()
  return connection
}

module.exports = { getConnection }
