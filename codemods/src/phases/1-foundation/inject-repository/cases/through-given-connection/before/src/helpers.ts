import type { DuckDBConnection } from '@duckdb/node-api'

let last: Promise<unknown> = Promise.resolve()

/** One statement after the other. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const next = last.then(work, work)
  last = next
  return next
}

export function queryAll<T>(connection: DuckDBConnection, sql: string, params?: (string | number)[]): Promise<T[]> {
  return inTurn(async () => {
    const prepared = await connection.prepare(sql)
    params?.forEach((value, index) => {
      if (typeof value === 'number') prepared.bindInteger(index + 1, value)
      else prepared.bindVarchar(index + 1, value)
    })
    const result = await prepared.runAndReadAll()
    return result.getRowObjects() as T[]
  })
}

export async function queryOne<T>(
  connection: DuckDBConnection,
  sql: string,
  params?: (string | number)[],
): Promise<T | undefined> {
  const rows = await queryAll<T>(connection, sql, params)
  return rows[0]
}

export async function execute(connection: DuckDBConnection, sql: string, params?: (string | number)[]): Promise<void> {
  await queryAll(connection, sql, params)
}
