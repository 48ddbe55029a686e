import type { DuckDBConnection, DuckDBMaterializedResult, DuckDBPreparedStatement } from '@duckdb/node-api'
import { classifyStatement, classifyStatements } from '../../sql/statement-class.js'
import { bindValues } from './bind-values.js'
import { type CallArguments, settle, splitArguments } from './callback-style.js'
import type { Connection } from './connection.js'
import { connectionCores } from './cores.js'
import type { ConnectionCore } from './database-core.js'
import { preparedFor } from './prepared-cache.js'
import { arrowBuffers, QueryResult } from './query-result.js'
import { readRows } from './read-rows.js'
import { streamText } from './row-stream.js'
import { prepareText, runText } from './statement-runner.js'
import { columnsOf } from './type-info.js'
import { knowKeywords } from './type-name.js'
import type { Anything, ArrowArray, Callback, ColumnInfo, RowData, TableData } from './types.js'

/** For `Connection`: a statement that is run once has no need to be prepared first. */
export const runOnce: unique symbol = Symbol('run once')

interface Prepared {
  readonly connection: DuckDBConnection
  readonly statement: DuckDBPreparedStatement
}

export class Statement {
  declare readonly sql: string
  readonly #core: ConnectionCore
  readonly #database: Parameters<typeof streamText>[0]
  readonly #isOnce: boolean
  #prepared: Prepared | undefined
  #failure: unknown
  #wasRun = false

  constructor(connection: Connection, sql: string, callback?: Callback<Statement> | typeof runOnce) {
    const behind = connectionCores.get(connection)
    if (!behind) throw new TypeError('Connection object expected')
    if (typeof sql !== 'string') throw new TypeError('SQL query expected')
    Object.defineProperty(this, 'sql', { value: sql })
    this.#core = behind.core
    this.#database = behind.database
    this.#isOnce = callback === runOnce
    if (!this.#isOnce) settle(this.#prepare(), this, callback as never, () => [this])
  }

  run(...args: [...Anything, Callback<void>] | Anything[]): this {
    const { values, callback } = this.#given(args)
    settle(this.#execute(values), this, callback)
    return this
  }

  all(...args: [...Anything, Callback<TableData>] | Anything[]): this {
    const { values, callback } = this.#given(args)
    settle(this.#execute(values).then(readRows), this, callback, (rows) => [rows])
    return this
  }

  /** Calls back for each row. */
  each(...args: [...Anything, Callback<RowData>] | Anything[]): this {
    const { values, callback } = this.#given(args)
    this.#execute(values)
      .then(readRows)
      .then(
        (rows) => {
          const giveRows = () => {
            for (const row of rows) callback?.call(this, null, row)
          }
          process.nextTick(giveRows)
        },
        (error: unknown) => settle(Promise.reject(error), this, callback),
      )
    return this
  }

  /** For a statement over `to_arrow_ipc`, of the arrow extension. */
  arrowIPCAll(...args: [...Anything, Callback<ArrowArray>] | Anything[]): this {
    const { values, callback } = this.#given(args)
    settle(this.#execute(values).then(readRows).then(arrowBuffers), this, callback, (buffers) => [buffers])
    return this
  }

  async stream(...args: Anything[]): Promise<QueryResult> {
    const { values } = this.#given(args)
    return new QueryResult(await streamText(this.#database, this.#core, this.sql, values))
  }

  /** Nothing is freed: a finalized statement goes on working, as it did. */
  finalize(callback?: Callback<void>): null {
    settle(
      this.#core.call('', async () => undefined),
      this,
      callback as never,
    )
    return null
  }

  /** Null until it is prepared. */
  columns(): ColumnInfo[] | null {
    return this.#prepared ? columnsOf(this.#prepared.statement) : null
  }

  get(): never {
    throw "get() is not implemented because it's evil"
  }

  /** A statement that a connection ran was given its SQL first, and goes on to take the first argument for that. */
  #given(args: readonly unknown[]): CallArguments {
    const isAgain = this.#isOnce && this.#wasRun
    this.#wasRun = true
    return splitArguments(isAgain ? args.slice(1) : args)
  }

  async #prepare(): Promise<void> {
    const statements = classifyStatements(this.sql)
    // Preparing one statement runs nothing, of several all but the last.
    const running = statements.length > 1 ? this.sql : ''
    try {
      await this.#core.call(running, async (connection) => {
        const statement = await prepareText(connection, this.sql)
        await knowKeywords(connection, statement)
        this.#prepared = { connection, statement }
      })
    } catch (error) {
      this.#failure = error
      throw error
    }
  }

  #execute(values: readonly unknown[]): Promise<DuckDBMaterializedResult> {
    const { sql } = this
    if (this.#isOnce) {
      return this.#core.call(
        sql,
        (connection) => runText(connection, sql, values),
        classifyStatement(sql) === 'read',
      )
    }
    return this.#core.call(sql, async (connection) => {
      if (this.#failure) throw this.#failure
      const prepared = this.#prepared!
      const statement =
        prepared.connection === connection ? prepared.statement : await preparedFor(connection, sql)
      bindValues(statement, values)
      return statement.run()
    })
  }
}
