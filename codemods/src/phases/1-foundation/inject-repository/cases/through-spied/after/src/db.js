'use strict'
const { DuckDBInstance } = require('@duckdb/node-api')
const { pooledDriver } = require('@duckshift/runtime/compat/neo')

let connection

async function getConnection() {
  if (!connection) connection = await (await pooledDriver(DuckDBInstance).create('app.duckdb')).connect()
  return connection
}

module.exports = { getConnection }
