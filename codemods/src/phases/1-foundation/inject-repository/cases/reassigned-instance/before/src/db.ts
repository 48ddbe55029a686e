import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

export let connection: DuckDBConnection | undefined

export async function init(path: string): Promise<void> {
  connection = await (await DuckDBInstance.create(path)).connect()
}
