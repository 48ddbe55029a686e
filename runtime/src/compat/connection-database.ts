import type { DuckDBConnection, DuckDBResultReader, DuckDBValue } from '@duckdb/node-api'
import { bindable, bindParameters } from '../binding/bind-parameters.js'
import {
  type AppendOptions,
  type AppendRows,
  Connection,
  Database,
  type DatabaseStats,
  type ExecuteResult,
  type QueryOptions,
  type StatementResult,
  type TransactionOptions,
} from '../database.js'
import type { DriverConnection, Parameters, Row, RowFormat } from '../driver/driver.js'
import { classifyError } from '../errors/classify-error.js'
import { DatabaseError } from '../errors/database-error.js'
import type { CommitListener } from '../events/database-events.js'
import { runInterruptible } from '../pool/run-interruptible.js'
import type { PooledDatabase } from '../pooled-database.js'
import { resolvedTable } from '../session/resolved-table.js'
import { parseTablePath } from '../sql/table-path.js'
import { Transaction } from '../transaction/transaction.js'
import { hasReplaced } from './replaced-methods.js'
import { databaseBehind, isInTransactionOn, transactionOn } from './transaction-on.js'

/** A connection as a database: every statement runs there, none anywhere else. Whoever opened it closes it. */
export class ConnectionDatabase extends Database {
  readonly #connection: DuckDBConnection
  readonly #format: RowFormat
  /** Where the connection stands in for one: its own statements go through this database, too. */
  readonly #behind: PooledDatabase | undefined

  constructor(connection: DuckDBConnection, format: RowFormat) {
    super()
    this.#connection = connection
    this.#format = format
    this.#behind = databaseBehind(connection)
  }

  override async execute(
    sql: string,
    parameters?: Parameters,
    options?: QueryOptions,
  ): Promise<ExecuteResult> {
    const { rowsChanged } = await this.#statement(sql, parameters, options, 'run')
    return { rowsChanged }
  }

  override async script(sql: string, options?: QueryOptions): Promise<void> {
    await this.#statement(sql, undefined, options, 'run')
  }

  /** All rows in one batch: the connection is others' too, and any statement of theirs would cut a stream short. */
  override async *stream<R = Row>(
    sql: string,
    parameters?: Parameters,
    options?: QueryOptions,
  ): AsyncGenerator<R[]> {
    const rows = await this.query<R>(sql, parameters, options)
    if (rows.length > 0) yield rows
  }

  override async append(
    table: string,
    rows: AppendRows,
    options: AppendOptions = {},
  ): Promise<{ rowsAppended: number }> {
    const target = { ...parseTablePath(table), columns: options.columns }
    if (this.#behind) return this.#behind.append(table, rows, options)
    const { NeoConnection } = await import('../driver/neo-driver.js')
    const connection = new NeoConnection(await import('@duckdb/node-api'), this.#connection, {})
    return { rowsAppended: await connection.append(await resolvedTable(connection, target), rows) }
  }

  override async transaction<R>(work: () => Promise<R>, options: TransactionOptions = {}): Promise<R> {
    if (this.#behind) {
      // One that was opened by hand is joined: who opened it ends it.
      const isByHand = !this.inTransaction && this.#behind.defaultSession.heldBy === 'transaction'
      return isByHand ? work() : this.#behind.transaction(work, options)
    }
    if (options.nested && options.nested !== 'join' && isInTransactionOn(this.#connection))
      throw unsupported('A second transaction beside the open one')
    return transactionOn(this.#connection, work, { readOnly: options.readOnly === true })
  }

  /** The connection itself; releasing it does nothing. */
  override async connect(): Promise<Connection> {
    return new SameConnection(this)
  }

  override get inTransaction(): boolean {
    return this.#behind
      ? Transaction.current(this.#behind) !== undefined
      : isInTransactionOn(this.#connection)
  }

  override async afterCommit(hook: () => void | Promise<void>): Promise<void> {
    if (isInTransactionOn(this.#connection)) throw unsupported('A hook of a transaction')
    return super.afterCommit(hook)
  }

  override afterRollback(hook: () => void | Promise<void>): void {
    if (isInTransactionOn(this.#connection)) throw unsupported('A hook of a transaction')
    super.afterRollback(hook)
  }

  override onCommit(listener: CommitListener): () => void {
    if (this.#behind) return this.#behind.onCommit(listener)
    throw unsupported('Hearing of commits')
  }

  override stats(): DatabaseStats {
    if (this.#behind) return this.#behind.stats()
    throw unsupported('Statistics')
  }

  /** Does nothing: whoever opened the connection waits for it. */
  override async drain(): Promise<void> {}

  /** Does nothing: whoever opened the connection closes it. */
  override async close(): Promise<void> {}

  statement(sql: string, parameters?: Parameters, options?: QueryOptions): Promise<StatementResult> {
    return this.run(sql, parameters, options)
  }

  override toRows(result: StatementResult): Promise<Row[]> {
    return result.rows(this.#format)
  }

  protected override run(
    sql: string,
    parameters?: Parameters,
    options?: QueryOptions,
  ): Promise<StatementResult> {
    return this.#statement(sql, parameters, options, 'runAndReadAll')
  }

  async #statement(
    sql: string,
    parameters: Parameters | undefined,
    options: QueryOptions | undefined,
    method: 'run' | 'runAndReadAll',
  ): Promise<StatementResult> {
    if (this.#behind && !hasReplaced(this.#connection, method)) {
      const isPlain = !options?.cache && !options?.signal && options?.timeoutMs === undefined
      // Where the connection's own statements go, in turn with them.
      return isPlain
        ? this.#behind.runLegacy(sql, (leased) => leased.run(sql, parameters), parameters)
        : this.#behind.statement(sql, parameters, options)
    }
    const connection = this.#connection
    const stopping = { interrupt: () => connection.interrupt() } as DriverConnection
    const call = async (): Promise<StatementResult> => {
      try {
        if (needsBinding(parameters) && typeof connection.prepare === 'function')
          return resultOf(await this.#runBound(sql, parameters!))
        const values = parameters === undefined ? [] : [parameters as DuckDBValue[]]
        const result = await connection[method](sql, ...values)
        return method === 'runAndReadAll'
          ? resultOf(result as DuckDBResultReader)
          : // What a test puts in the connection's place may give nothing.
            changedOnly((result as { rowsChanged: number } | undefined)?.rowsChanged ?? 0)
      } catch (error) {
        throw classifyError(error, sql)
      }
    }
    return options?.signal || options?.timeoutMs !== undefined
      ? runInterruptible(stopping, call, options)
      : call()
  }

  /** Values that the driver refuses, converted to what the statement's parameters are. */
  async #runBound(sql: string, parameters: Parameters): Promise<DuckDBResultReader> {
    const api = await import('@duckdb/node-api')
    const statement = await this.#connection.prepare(sql)
    try {
      bindParameters(api, bindable(api, statement), parameters)
      return await statement.runAndReadAll()
    } finally {
      statement.destroySync()
    }
  }
}

class SameConnection extends Connection {
  readonly #database: ConnectionDatabase

  constructor(database: ConnectionDatabase) {
    super()
    this.#database = database
  }

  override async release(): Promise<void> {}

  protected override run(
    sql: string,
    parameters?: Parameters,
    options?: QueryOptions,
  ): Promise<StatementResult> {
    return this.#database.statement(sql, parameters, options)
  }

  protected override toRows(result: StatementResult): Promise<Row[]> {
    return this.#database.toRows(result)
  }
}

/** The rows as the driver's own readers give them, whatever copy of the driver the connection is of. */
function resultOf(reader: DuckDBResultReader): StatementResult {
  const rows = async (format: RowFormat): Promise<Row[]> => {
    if (format === 'js') return reader.getRowObjectsJS()
    return format === 'json' ? reader.getRowObjectsJson() : reader.getRowObjects()
  }
  return {
    get rowsChanged() {
      return reader.rowsChanged
    },
    rows,
    async *batches(format) {
      yield await rows(format)
    },
  }
}

function changedOnly(rowsChanged: number): StatementResult {
  return {
    rowsChanged,
    rows: async () => [],
    async *batches() {},
  }
}

function needsBinding(parameters: Parameters | undefined): boolean {
  return parameters !== undefined && Object.values(parameters).some(isRefusedByDriver)
}

/** Everything but plain values and values of the driver's classes. */
function isRefusedByDriver(value: unknown): boolean {
  if (value === undefined) return true
  return typeof value === 'object' && value !== null && !value.constructor?.name.startsWith('DuckDB')
}

function unsupported(what: string): DatabaseError {
  return new DatabaseError(
    `${what} is not possible on a connection that was handed in. Use the injected database.`,
    { code: 'not-supported' },
  )
}
