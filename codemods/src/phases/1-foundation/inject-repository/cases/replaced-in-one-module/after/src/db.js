'use strict'
const { openInstance } = require('@duckshift/runtime/compat/neo')

let connection

async function getConnection() {
  if (!connection) connection = await (await openInstance('app.duckdb')).connect()
  return connection
}

module.exports = { getConnection }
