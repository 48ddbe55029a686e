import type { DuckDBConnection, DuckDBMaterializedResult, DuckDBPreparedStatement } from '@duckdb/node-api'
import { classifyStatements, type StatementClass } from '../../sql/statement-class.js'
import { bindValues } from './bind-values.js'
import { oldError } from './old-error.js'
import { forgetPrepared, preparedFor } from './prepared-cache.js'

/** After these, a name may mean something else on the connection. */
const changesNames: ReadonlySet<StatementClass> = new Set(['session', 'setting'])

/** Runs a text once. Of several statements the last one's result is given, and the values are its. */
export async function runText(
  connection: DuckDBConnection,
  sql: string,
  values: readonly unknown[],
): Promise<DuckDBMaterializedResult> {
  const classes = classifyStatements(sql)
  try {
    if (classes.length === 0) throw nothingToPrepare()
    const isOne = classes.length === 1
    if (isOne && values.length === 0 && !/[?$]/.test(sql)) return await connection.run(sql)
    const isKept = isOne && (classes[0] === 'read' || classes[0] === 'write')
    const statement = isKept ? await prepareKept(connection, sql) : await prepareText(connection, sql)
    bindValues(statement, values)
    return await statement.run()
  } finally {
    if (classes.some((kind) => changesNames.has(kind))) forgetPrepared(connection)
  }
}

/** Runs statements one after another, without results. */
export async function runScript(connection: DuckDBConnection, sql: string): Promise<void> {
  const classes = classifyStatements(sql)
  if (classes.length === 0) return
  try {
    await connection.run(sql)
  } finally {
    if (classes.some((kind) => changesNames.has(kind))) forgetPrepared(connection)
  }
}

/** Prepares the last statement of a text and runs those before it, as the old package did. */
export async function prepareText(
  connection: DuckDBConnection,
  sql: string,
): Promise<DuckDBPreparedStatement> {
  if (classifyStatements(sql).length === 0) throw nothingToPrepare()
  const extracted = await connection.extractStatements(sql)
  for (let index = 0; index < extracted.count - 1; index += 1) {
    const statement = await extracted.prepare(index)
    await statement.run()
    statement.destroySync()
  }
  return extracted.prepare(extracted.count - 1)
}

/** A text of one statement for us may be several for DuckDB, as PIVOT is. */
async function prepareKept(connection: DuckDBConnection, sql: string): Promise<DuckDBPreparedStatement> {
  try {
    return await preparedFor(connection, sql)
  } catch (error) {
    if (/multiple statements/i.test(String(error))) return prepareText(connection, sql)
    throw error
  }
}

function nothingToPrepare(): Error {
  return oldError('Invalid Input Error: No statement to prepare!', 'Invalid Input')
}
