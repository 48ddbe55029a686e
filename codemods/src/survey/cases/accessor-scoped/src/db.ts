import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
const instance = await DuckDBInstance.create('app.duckdb')
export async function withConnection<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> { // accessor: scoped
  const connection = await instance.connect()
  try {
    return await work(connection)
  } finally {
    connection.closeSync()
  }
}
