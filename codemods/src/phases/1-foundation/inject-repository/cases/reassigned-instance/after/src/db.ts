import { type DuckDBConnection } from '@duckdb/node-api'
import { openInstance } from '@duckshift/runtime/compat/neo'

export let connection: DuckDBConnection | undefined

export async function init(path: string): Promise<void> {
  connection = await (await openInstance(path)).connect()
}
