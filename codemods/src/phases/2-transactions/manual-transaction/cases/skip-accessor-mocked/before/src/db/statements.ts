import type { DuckDBConnection, DuckDBPreparedStatement } from '@duckdb/node-api'

let last: Promise<void> = Promise.resolve()

/** One after the other. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = last.then(work)
  last = turn.then(
    () => undefined,
    () => undefined,
  )
  return turn
}

function bindAll(statement: DuckDBPreparedStatement, values: readonly unknown[]): void {
  for (const [index, value] of values.entries()) {
    if (typeof value === 'number') statement.bindInteger(index + 1, value)
    else statement.bindVarchar(index + 1, String(value))
  }
}

function positional(sql: string): { readonly text: string } {
  let count = 0
  return { text: sql.replace(/\?/g, () => `$${(count += 1)}`) }
}

async function executeNow(conn: DuckDBConnection, sql: string, values: readonly unknown[]): Promise<void> {
  const { text } = positional(sql)
  const statement = await conn.prepare(text)
  bindAll(statement, values)
  await statement.run()
}

export function execute(conn: DuckDBConnection, sql: string, values: readonly unknown[] = []): Promise<void> {
  return inTurn(() => executeNow(conn, sql, values))
}

export function log(_conn: DuckDBConnection, text: string): Promise<void> {
  console.log(text)
  return Promise.resolve()
}
