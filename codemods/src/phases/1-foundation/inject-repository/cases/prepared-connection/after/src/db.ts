import { type DuckDBConnection } from '@duckdb/node-api'
import { openInstance } from '@duckshift/runtime/compat/neo'

let opened: Promise<DuckDBConnection> | undefined

async function prepare(connection: DuckDBConnection): Promise<void> {
  await connection.run('CREATE SCHEMA IF NOT EXISTS shop')
  await connection.run('USE shop')
}

export function getConnection(): Promise<DuckDBConnection> {
  opened ??= (async () => {
    const instance = await openInstance('items.duckdb', undefined, { connections: 'separate' })
    const connection = await instance.connect()
    await prepare(connection)
    return connection
  })()
  return opened
}
