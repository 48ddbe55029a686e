import { DuckDBInstance } from '@duckdb/node-api'

const opening = DuckDBInstance.create('app.duckdb')
export async function acquire() { // accessor: async-function
  const connection = await (await opening).connect()
  return { connection, release: () => connection.closeSync() }
}
