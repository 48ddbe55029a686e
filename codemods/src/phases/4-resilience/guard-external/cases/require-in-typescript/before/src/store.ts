const { DuckDBInstance } = require('@duckdb/node-api')

let opened: Promise<any> | undefined

function getConnection() {
  opened ??= DuckDBInstance.create('store.duckdb').then((instance: any) => instance.connect())
  return opened
}

module.exports = {
  getConnection,
  run: async (sql: string) => (await getConnection()).run(sql),
}
