import { EventEmitter } from 'node:events'
import type { CacheStats } from './cache/cache-options.js'
import type { CachePolicy } from './cache/cached.js'
import type { DatabaseOptions } from './database-options.js'
import type { Columns, Parameters, Row, RowFormat } from './driver/driver.js'
import { NotFoundError } from './errors/database-error.js'
import type { CommitListener, DatabaseEvents } from './events/database-events.js'
import type { DatabaseHealth, HealthOptions } from './health/check-health.js'
import type { PoolStats } from './pool/lease.js'
import type { BreakerStats } from './resilience/breaker.js'
import type { Lane } from './scheduling/driver-calls.js'
import { KeyedMutex } from './scheduling/keyed-mutex.js'
import { Transaction, type TransactionHook } from './transaction/transaction.js'

export type { DatabaseOptions } from './database-options.js'

export interface QueryOptions {
  /** Aborting interrupts the statement and rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined
  /** Interrupts the statement after this time and rejects with TimeoutError. */
  readonly timeoutMs?: number | undefined
  /**
   * With `pool.reserved`: `long` statements leave room for `short` ones. Without it, statements are put in
   * the long lane after they were seen to take long.
   */
  readonly lane?: Lane | undefined
  /** Answers from the cache where that is safe: see `cached`. */
  readonly cache?: CachePolicy | undefined
}

/** Rows to append: each an array in the order of the columns, or an object by column name. */
export type AppendRows =
  | Iterable<readonly unknown[] | Readonly<Record<string, unknown>>>
  | AsyncIterable<readonly unknown[] | Readonly<Record<string, unknown>>>

export interface AppendOptions {
  /** The columns that are given, in the order of array rows; the others take their defaults. Default: all. */
  readonly columns?: readonly string[]
  readonly signal?: AbortSignal | undefined
}

export interface ExecuteResult {
  readonly rowsChanged: number
}

export interface TransactionOptions {
  /** Aborting rolls back and rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined
  /** Rolls back after this time, each attempt counted for itself, and rejects with TimeoutError. */
  readonly timeoutMs?: number | undefined
  readonly lane?: Lane | undefined
  readonly readOnly?: boolean
  /** `false` runs the function once; a number is the most attempts when transactions conflict. Default 10. */
  readonly retry?: false | number
  /** Inside another transaction: `join` it (default), refuse with an `error`, or run an `independent` one. */
  readonly nested?: 'join' | 'error' | 'independent'
}

/** What a result gives: rows to convert, and how many rows changed. */
export interface StatementResult extends ExecuteResult {
  rows(format: RowFormat): Promise<Row[]>
  /** The same by column. Absent where rows were put together from several results. */
  columns?(format: RowFormat): Promise<Columns>
  /** The same in batches, converted one at a time. */
  batches(format: RowFormat): AsyncIterable<Row[]>
}

/** What runs statements: a database, or one connection of it. */
export abstract class Queryable {
  protected abstract run(
    sql: string,
    parameters?: Parameters,
    options?: QueryOptions,
  ): Promise<StatementResult>
  protected abstract toRows(result: StatementResult): Promise<Row[]>

  protected async toColumns(result: StatementResult): Promise<Columns> {
    const rows = await this.toRows(result)
    return Object.fromEntries(Object.keys(rows[0] ?? {}).map((name) => [name, rows.map((row) => row[name])]))
  }

  /** All rows. `parameters` are positional (`?`, `$1`) or named (`$name`). Throws DatabaseError. */
  async query<R = Row>(sql: string, parameters?: Parameters, options?: QueryOptions): Promise<R[]> {
    return (await this.toRows(await this.run(sql, parameters, options))) as R[]
  }

  /** The first row. Throws NotFoundError when there is none. */
  async one<R = Row>(sql: string, parameters?: Parameters, options?: QueryOptions): Promise<R> {
    const row = await this.maybeOne<R>(sql, parameters, options)
    if (row === undefined) {
      throw new NotFoundError('The query found no row. Use maybeOne where that is expected.', {
        code: 'not-found',
        sql,
      })
    }
    return row
  }

  /** The first row, or undefined. */
  async maybeOne<R = Row>(
    sql: string,
    parameters?: Parameters,
    options?: QueryOptions,
  ): Promise<R | undefined> {
    const [row] = await this.query<R>(sql, parameters, options)
    return row
  }

  /**
   * The result by column, `{ id: [1, 2], name: ['a', 'b'] }`: cheaper than rows for analysis and plotting. A result
   * without rows has empty columns.
   */
  async columns<R = Row>(
    sql: string,
    parameters?: Parameters,
    options?: QueryOptions,
  ): Promise<{ [Name in keyof R]: R[Name][] }> {
    const result = await this.run(sql, parameters, options)
    return (await this.toColumns(result)) as { [Name in keyof R]: R[Name][] }
  }

  async execute(sql: string, parameters?: Parameters, options?: QueryOptions): Promise<ExecuteResult> {
    const { rowsChanged } = await this.run(sql, parameters, options)
    return { rowsChanged }
  }

  /** Several statements in one text, on one connection, in order. */
  async script(sql: string, options?: QueryOptions): Promise<void> {
    await this.run(sql, undefined, options)
  }
}

/** A lasting hold of one connection, for temporary tables, SET, ATTACH. Release it with `await using` or `release()`. */
export abstract class Connection extends Queryable {
  /** Rolls back what was left open. The connection is reused only when nothing was left on it. */
  abstract release(): Promise<void>

  async [Symbol.asyncDispose](): Promise<void> {
    await this.release()
  }
}

export interface DatabaseStats {
  readonly mode: 'pool' | 'singleton'
  readonly pool: PoolStats
  readonly statements: number
  readonly conflictsRetried: number
  readonly transactions: { readonly committed: number; readonly rolledBack: number }
  /** Why statements currently run on the one default connection; undefined when they run on the pool. */
  readonly heldBy: 'singleton' | 'transaction' | 'session-state' | undefined
  /** Undefined until a read asks for the cache. */
  readonly cache?: CacheStats | undefined
  /** The circuit breakers of this database: for itself, and for the cache's Redis. */
  readonly breakers?: readonly BreakerStats[]
}

/** A DuckDB database behind a pool. */
export abstract class Database extends Queryable {
  /** What happens beside the calls: leaks, reopening, retries, hooks that fail. */
  readonly events: DatabaseEvents = new EventEmitter()
  readonly #keys = new KeyedMutex()

  /** Opens, or joins within the process, the database file. Throws DatabaseError (`locked`, `io`, …). */
  static async open(path: string, options: DatabaseOptions = {}): Promise<Database> {
    const { openPooledDatabase } = await import('./pooled-database.js')
    return openPooledDatabase(path, options)
  }

  /**
   * Batches of rows with constant memory, one connection held until it is drained or left. Inside a
   * transaction the result is materialised first, because DuckDB ends an open stream silently at the
   * transaction's next statement. Rejects when the stream was cut short.
   */
  abstract stream<R = Row>(sql: string, parameters?: Parameters, options?: QueryOptions): AsyncIterable<R[]>

  /**
   * Appends rows to a table (`table`, `schema.table`), all of them or none, far faster than INSERT.
   * Joins the current transaction. Throws ConstraintError and DatabaseError.
   */
  abstract append(table: string, rows: AppendRows, options?: AppendOptions): Promise<{ rowsAppended: number }>

  /**
   * Runs `work` in a transaction that everything it calls joins. A conflict rolls back and starts over
   * after a random wait, so `work` must be safe to repeat, or say `retry: false`. When a statement failed,
   * the transaction never commits, also if `work` caught the error.
   */
  abstract transaction<R>(work: () => Promise<R>, options?: TransactionOptions): Promise<R>

  /** One connection to keep for a while. */
  abstract connect(options?: QueryOptions): Promise<Connection>
  abstract stats(): DatabaseStats

  /** A real round trip through the pool within `deadlineMs`, and what stands around it. Never rejects. */
  async health(options?: HealthOptions): Promise<DatabaseHealth> {
    const { checkHealth } = await import('./health/check-health.js')
    return checkHealth(this, options)
  }

  /** Calls `listener` for every commit with the writes it made durable. Returns how to stop it. */
  abstract onCommit(listener: CommitListener): () => void

  /** Refuses new work and waits until all that was accepted is done. Throws TimeoutError after `deadlineMs`. */
  abstract drain(options?: { readonly deadlineMs?: number }): Promise<void>

  /** Refuses new work, waits for what runs, then closes. After `deadlineMs` what still runs is interrupted. */
  abstract close(options?: { readonly deadlineMs?: number }): Promise<void>

  /**
   * One caller at a time for each key, in the order they came: for rows that many transactions change, where
   * conflicts and retries cost more than waiting. Take the key first, the transaction inside.
   */
  serialize<R>(
    key: string | number | bigint,
    work: () => Promise<R>,
    options?: { readonly signal?: AbortSignal },
  ): Promise<R> {
    return this.#keys.run(key, work, options)
  }

  /** Runs `hook` once the current transaction has committed; outside of one, at once. */
  async afterCommit(hook: TransactionHook): Promise<void> {
    const transaction = this.currentTransaction()
    if (!transaction) return hook()
    transaction.assertUsable()
    transaction.afterCommit.push(hook)
  }

  /** Runs `hook` when the current transaction, or one attempt at it, has rolled back. Outside of one, never. */
  afterRollback(hook: TransactionHook): void {
    const transaction = this.currentTransaction()
    transaction?.assertUsable()
    transaction?.afterRollback.push(hook)
  }

  /** Runs `work` as if no transaction were open: for what outlives the transaction it is started in. */
  outsideTransaction<R>(work: () => R): R {
    return Transaction.outside(work)
  }

  /** True where statements would join a transaction. */
  get inTransaction(): boolean {
    return this.currentTransaction() !== undefined
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }

  protected currentTransaction(): Transaction | undefined {
    return Transaction.current()
  }
}
