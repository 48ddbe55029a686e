import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'

let connection: DuckDBConnection | undefined

export async function getConnection(): Promise<DuckDBConnection> {
  connection ??= await (await DuckDBInstance.create('tool.duckdb')).connect()
  return connection
}
