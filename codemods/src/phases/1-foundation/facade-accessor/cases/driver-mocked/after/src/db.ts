import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { pooledDriver } from '@duckshift/runtime/compat/neo'

let instance: Promise<DuckDBInstance> | undefined

export async function getConnection(): Promise<DuckDBConnection> {
  instance ??= pooledDriver(DuckDBInstance, { connections: 'separate' }).create('items.duckdb')
  return (await instance).connect()
}
