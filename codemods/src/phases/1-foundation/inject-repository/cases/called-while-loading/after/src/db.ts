import { type DuckDBConnection } from '@duckdb/node-api'
import { openInstance } from '@duckshift/runtime/compat/neo'

let opening: Promise<DuckDBConnection> | undefined

export function getConnection(): Promise<DuckDBConnection> {
  opening ??= (async () => {
    const connection = await (await openInstance(':memory:')).connect()
    await connection.run('CREATE TABLE logs (tick INTEGER, text VARCHAR)')
    return connection
  })()
  return opening
}
