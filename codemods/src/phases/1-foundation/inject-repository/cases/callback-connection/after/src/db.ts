import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { openInstance } from '@duckshift/runtime/compat/neo'

const instance = await openInstance('items.duckdb', undefined, { connections: 'separate' })

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
