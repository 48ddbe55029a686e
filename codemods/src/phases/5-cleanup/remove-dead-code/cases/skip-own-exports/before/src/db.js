const { DuckDBInstance } = require('@duckdb/node-api')

let connection

async function opened() {
  connection ??= await (await DuckDBInstance.create('entries.duckdb')).connect()
  return connection
}

async function query(sql, params = []) {
  if (process.env.TRACE) console.log(sql)
  return (await (await opened()).runAndReadAll(sql, params)).getRowObjectsJson()
}

module.exports = { query }
