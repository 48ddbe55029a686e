import * as timers from 'node:timers/promises'
import type { DuckDBAppender, DuckDBConnection, DuckDBType, DuckDBValue } from '@duckdb/node-api'
import { toDriverValue } from '../binding/driver-value.js'
import { DatabaseError } from '../errors/database-error.js'
import type { AppendRow, AppendSource, AppendTarget } from './driver.js'

type Api = typeof import('@duckdb/node-api')

/** DuckDB's own vector size: a chunk holds no more rows. */
const rowsPerChunk = 2048
const rowsPerTurn = 8 * rowsPerChunk

/** Appends rows through DuckDB's appender. Joins the connection's transaction. Returns the number of rows. */
export async function appendRows(
  api: Api,
  connection: DuckDBConnection,
  target: AppendTarget,
  rows: AppendSource,
): Promise<number> {
  const { catalog, schema, table } = target
  const tableColumns = await columnNames(connection, target)
  const appender = await connection.createAppender(table, schema, catalog)
  let closed = false
  try {
    if (appender.columnCount !== tableColumns.length) {
      throw new DatabaseError(`The table "${table}" has generated columns, which cannot be appended to.`, {
        code: 'binder',
      })
    }
    const given = target.columns ?? tableColumns
    const places = tableColumns.map((name) => given.indexOf(name))
    assertKnown(given, tableColumns, table)
    const writer = new ChunkWriter(api, appender, tableColumns, places, given)
    await writer.addAll(rows)
    writer.flush()
    appender.closeSync()
    closed = true
    return writer.rowCount
  } finally {
    if (!closed) discard(api, appender)
  }
}

/** False for drivers before 1.5.5-r.5: what they have appended before an error is written all the same. */
export function canDiscard({ DuckDBAppender: { prototype } }: Api): boolean {
  return 'clear' in prototype
}

/** Closing flushes, so what was not flushed is thrown away first. */
function discard(api: Api, appender: DuckDBAppender): void {
  if (canDiscard(api)) appender.clear()
  try {
    appender.closeSync()
  } catch {
    // It closes all the same; the error that brought us here is the one to tell.
  }
}

async function columnNames(connection: DuckDBConnection, target: AppendTarget): Promise<readonly string[]> {
  const path = [target.catalog, target.schema, target.table].filter((part) => part !== undefined)
  const quoted = path.map((part) => `"${part.replaceAll('"', '""')}"`).join('.')
  const statement = await connection.prepare(`FROM ${quoted}`)
  try {
    return Array.from({ length: statement.columnCount }, (_, index) => statement.columnName(index))
  } finally {
    statement.destroySync()
  }
}

function assertKnown(given: readonly string[], tableColumns: readonly string[], table: string): void {
  const unknown = given.find((name) => !tableColumns.includes(name))
  if (unknown === undefined) return
  const message = `The table "${table}" has no column "${unknown}"; it has ${tableColumns.join(', ')}.`
  throw new DatabaseError(message, { code: 'binder' })
}

/** Collects values by column and hands them over in chunks; row by row only where columns take their defaults. */
class ChunkWriter {
  rowCount = 0
  readonly #api: Api
  readonly #appender: DuckDBAppender
  readonly #names: readonly string[]
  readonly #places: readonly number[]
  readonly #given: readonly string[]
  readonly #types: readonly DuckDBType[]
  readonly #takesDefaults: boolean
  #columns: DuckDBValue[][]

  constructor(
    api: Api,
    appender: DuckDBAppender,
    names: readonly string[],
    places: readonly number[],
    given: readonly string[],
  ) {
    this.#api = api
    this.#appender = appender
    this.#names = names
    this.#places = places
    this.#given = given
    this.#types = names.map((_, index) => appender.columnType(index))
    this.#takesDefaults = places.includes(-1)
    this.#columns = names.map(() => [])
  }

  async addAll(rows: AppendSource): Promise<void> {
    if (Symbol.asyncIterator in rows) {
      for await (const row of rows) this.add(row)
      return
    }
    for (const row of rows) {
      this.add(row)
      // Other work of the process gets its turn.
      if (this.rowCount % rowsPerTurn === 0) await timers.setImmediate()
    }
  }

  add(row: AppendRow): void {
    if (this.#takesDefaults) {
      this.#names.forEach((_, index) => {
        if (this.#places[index] === -1) this.#appender.appendDefault()
        else this.#appender.appendValue(this.#value(row, index), this.#types[index])
      })
      this.#appender.endRow()
    } else {
      for (let index = 0; index < this.#columns.length; index += 1) {
        this.#columns[index]!.push(this.#value(row, index))
      }
      if (this.#columns[0]!.length === rowsPerChunk) this.flush()
    }
    this.rowCount += 1
  }

  flush(): void {
    if (this.#takesDefaults || this.#columns[0]!.length === 0) return
    const chunk = this.#api.DuckDBDataChunk.create(this.#types)
    chunk.setColumns(this.#columns)
    this.#appender.appendDataChunk(chunk)
    this.#columns = this.#names.map(() => [])
  }

  #value(row: AppendRow, index: number): DuckDBValue {
    const name = this.#names[index]!
    const value = Array.isArray(row)
      ? (row as readonly unknown[])[this.#places[index]!]
      : (row as Record<string, unknown>)[name]
    try {
      if (Array.isArray(row) && row.length !== this.#given.length) {
        throw new Error(`it has ${row.length} values for ${this.#given.length} columns`)
      }
      return toDriverValue(this.#api, value, this.#types[index]!)
    } catch (cause) {
      throw new DatabaseError(
        `Row ${this.rowCount + 1} cannot be appended, column "${name}": ${(cause as Error).message}`,
        { code: 'conversion', cause },
      )
    }
  }
}
