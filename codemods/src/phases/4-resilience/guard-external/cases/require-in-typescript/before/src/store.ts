const { DuckDBInstance } = require('@duckdb/node-api')

let opened

function getConnection() {
  opened ??= DuckDBInstance.create('store.duckdb').then((instance) => instance.connect())
  return opened
}

module.exports = {
  getConnection,
  run: async (sql) => (await getConnection()).run(sql),
}
