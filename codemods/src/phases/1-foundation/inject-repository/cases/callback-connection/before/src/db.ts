import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

const instance = await DuckDBInstance.create('items.duckdb')

export async function getInstance(): Promise<DuckDBInstance> {
  return instance
}

export async function withConnection<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  const connection = await instance.connect()
  try {
    return await work(connection)
  } finally {
    connection.closeSync()
  }
}
