import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { openInstance } from '@duckshift/runtime/compat/neo'

let opened: Promise<DuckDBInstance> | undefined

async function prepare(connection: DuckDBConnection): Promise<void> {
  await connection.run('CREATE SCHEMA IF NOT EXISTS shop')
  await connection.run('USE shop')
}

export async function getConnection(): Promise<DuckDBConnection> {
  opened ??= openInstance('items.duckdb', undefined, { connections: 'separate' })
  const connection = await (await opened).connect()
  await prepare(connection)
  return connection
}
