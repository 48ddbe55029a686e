import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'

let opened: Promise<DuckDBInstance> | undefined

async function prepare(connection: DuckDBConnection): Promise<void> {
  await connection.run('CREATE SCHEMA IF NOT EXISTS shop')
  await connection.run('USE shop')
}

export async function getConnection(): Promise<DuckDBConnection> {
  opened ??= DuckDBInstance.create('items.duckdb')
  const connection = await (await opened).connect()
  await prepare(connection)
  return connection
}
