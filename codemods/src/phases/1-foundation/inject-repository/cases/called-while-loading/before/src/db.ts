import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

let opening: Promise<DuckDBConnection> | undefined

export function getConnection(): Promise<DuckDBConnection> {
  opening ??= (async () => {
    const connection = await (await DuckDBInstance.create(':memory:')).connect()
    await connection.run('CREATE TABLE logs (tick INTEGER, text VARCHAR)')
    return connection
  })()
  return opening
}
