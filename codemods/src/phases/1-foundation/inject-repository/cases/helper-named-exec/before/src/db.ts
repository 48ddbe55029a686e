import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'

let opening: Promise<DuckDBConnection> | undefined

function connect(): Promise<DuckDBConnection> {
  opening ??= DuckDBInstance.create(process.env.SMALL_DB ?? ':memory:').then((instance) => instance.connect())
  return opening
}

export async function exec(sql: string, params: DuckDBValue[] = []): Promise<void> {
  console.log(sql)
  await (await connect()).run(sql, params)
}
