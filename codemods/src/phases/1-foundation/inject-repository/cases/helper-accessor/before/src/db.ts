import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'

let connection: Promise<DuckDBConnection> | undefined

function connect(): Promise<DuckDBConnection> {
  connection ??= DuckDBInstance.create('items.duckdb').then((instance) => instance.connect())
  return connection
}

/** Rows of a statement. */
export async function query<T = Record<string, unknown>>(sql: string, values?: DuckDBValue[]): Promise<T[]> {
  const own = await connect()
  const reader = await own.runAndReadAll(sql, values)
  return reader.getRowObjectsJS() as T[]
}

export async function execute(sql: string, values: DuckDBValue[] = []): Promise<void> {
  const own = await connect()
  await own.run(sql, values)
}

// It does more than send the statement: only it knows what.
export async function queryLogged<T>(sql: string): Promise<T[]> {
  console.log(sql)
  const own = await connect()
  return (await own.runAndReadAll(sql)).getRowObjectsJS() as T[]
}

// The module's own function: it is what the others build on.
export async function countOf(table: string): Promise<number> {
  const own = await connect()
  const reader = await own.runAndReadAll(`SELECT count(*)::INTEGER AS n FROM ${table}`)
  return reader.getRowObjectsJS()[0]?.n as number
}
