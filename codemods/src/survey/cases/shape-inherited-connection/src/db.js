import { DuckDBInstance } from '@duckdb/node-api'

let connection
export async function getConnection() {
  connection ??= DuckDBInstance.create('app.duckdb').then((instance) => instance.connect())
  return connection
}
