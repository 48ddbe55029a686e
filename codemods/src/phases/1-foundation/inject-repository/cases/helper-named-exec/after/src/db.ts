import { type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api'
import { openInstance } from '@duckshift/runtime/compat/neo'

let opening: Promise<DuckDBConnection> | undefined

function connect(): Promise<DuckDBConnection> {
  opening ??= openInstance(process.env.SMALL_DB ?? ':memory:').then((instance) => instance.connect())
  return opening
}

export async function exec(sql: string, params: DuckDBValue[] = []): Promise<void> {
  console.log(sql)
  await (await connect()).run(sql, params)
}
