const duckdb = require('@duckdb/node-api')

const opening = ['visits.duckdb', { threads: '1' }]
let connection

exports.getConnection = async () => {
  if (!connection) {
    const instance = await duckdb.DuckDBInstance.create(...opening)
    connection = await instance.connect()
  }
  return connection
}
