import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'

let opened: Promise<DuckDBConnection> | undefined

async function prepare(connection: DuckDBConnection): Promise<void> {
  await connection.run('CREATE SCHEMA IF NOT EXISTS shop')
  await connection.run('USE shop')
}

export function getConnection(): Promise<DuckDBConnection> {
  opened ??= (async () => {
    const instance = await DuckDBInstance.create('items.duckdb')
    const connection = await instance.connect()
    await prepare(connection)
    return connection
  })()
  return opened
}
