import type { DuckDBConnection } from '@duckdb/node-api'
import { streamSoundly } from '../../session/stream-rows.js'
import { classifyStatement } from '../../sql/statement-class.js'
import { bindValues } from './bind-values.js'
import type { ConnectionCore, DatabaseCore } from './database-core.js'
import { toOldError } from './old-error.js'
import { readRows, streamedRows } from './read-rows.js'
import { prepareText, runText } from './statement-runner.js'
import type { RowData } from './types.js'

/**
 * Rows as they are read. A plain read runs on a connection of its own, because DuckDB ends an open stream silently at
 * the next statement of its connection; what needs its connection's state is read at once.
 */
export async function streamText(
  database: DatabaseCore,
  core: ConnectionCore,
  sql: string,
  values: readonly unknown[],
): Promise<AsyncGenerator<RowData[]>> {
  const opened = core.call(sql, async (connection) => {
    if (classifyStatement(sql) !== 'read' || core.holdsState()) {
      const rows = readRows(await runText(connection, sql, values))
      return inOneBatch(rows)
    }
    const batches = apart(database, sql, values)
    // Now, not at the first row that is asked for: statements that come later must not be seen.
    const first = await batches.next()
    return startingWith(first, batches)
  })
  return withOldErrors(
    await opened.catch((error: unknown) => {
      throw toOldError(error)
    }),
  )
}

async function* withOldErrors(batches: AsyncGenerator<RowData[]>): AsyncGenerator<RowData[]> {
  try {
    yield* batches
  } catch (error) {
    throw toOldError(error)
  }
}

async function* inOneBatch(rows: RowData[]): AsyncGenerator<RowData[]> {
  if (rows.length > 0) yield rows
}

async function* apart(
  database: DatabaseCore,
  sql: string,
  values: readonly unknown[],
): AsyncGenerator<RowData[]> {
  const session = await (await database.database()).openSession()
  try {
    yield* streamSoundly(session, sql, async function* ({ raw }) {
      const statement = await prepareText(raw as DuckDBConnection, sql)
      bindValues(statement, values)
      yield* streamedRows(await statement.stream())
    })
  } finally {
    session.closeIdle()
  }
}

async function* startingWith(
  first: IteratorResult<RowData[]>,
  rest: AsyncGenerator<RowData[]>,
): AsyncGenerator<RowData[]> {
  try {
    if (first.done) return
    yield first.value
    yield* rest
  } finally {
    await rest.return(undefined)
  }
}
