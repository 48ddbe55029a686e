const duckdb = require('@duckdb/node-api')
const { pooledDriver } = require('@duckshift/runtime/compat/neo')

const opening = ['visits.duckdb', { threads: '1' }]
let connection

exports.getConnection = async () => {
  if (!connection) {
    const instance = await pooledDriver(duckdb.DuckDBInstance).create(...opening)
    connection = await instance.connect()
  }
  return connection
}
