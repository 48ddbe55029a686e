import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

type Values = (string | number | null)[]

let opening: Promise<DuckDBConnection> | undefined

function connect(): Promise<DuckDBConnection> {
  opening ??= DuckDBInstance.create('items.duckdb').then((instance) => instance.connect())
  return opening
}

/** A reader that another process holds up is asked once more. */
async function query<T>(sql: string, params: Values = []): Promise<T[]> {
  const connection = await connect()
  try {
    return (await connection.runAndReadAll(sql, params)).getRowObjectsJS() as T[]
  } catch (error) {
    if (!/lock/i.test(String(error))) throw error
    return (await connection.runAndReadAll(sql, params)).getRowObjectsJS() as T[]
  }
}

async function run(sql: string, params: Values = []): Promise<number> {
  const result = await (await connect()).run(sql, params)
  return result.rowsChanged
}

export const db = { query, run }
