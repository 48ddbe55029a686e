import type { Parameters, Row, RowFormat } from './driver/driver.js'
import { NotFoundError } from './errors/database-error.js'
import type { PoolStats } from './pool/pool.js'

export interface QueryOptions {
  /** Aborting interrupts the statement and rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined
  /** Interrupts the statement after this time and rejects with TimeoutError. */
  readonly timeoutMs?: number | undefined
}

export interface ExecuteResult {
  readonly rowsChanged: number
}

export interface TransactionOptions extends QueryOptions {
  readonly readOnly?: boolean
  /** `false` runs the function once; a number is the most attempts when transactions conflict. Default 10. */
  readonly retry?: false | number
  /** Inside another transaction: `join` it (default), refuse with an `error`, or run an `independent` one. */
  readonly nested?: 'join' | 'error' | 'independent'
}

/** What a result gives: rows to convert, and how many rows changed. */
export interface StatementResult extends ExecuteResult {
  rows(format: RowFormat): Promise<Row[]>
}

/** What runs statements: a database, or one connection of it. */
export abstract class Queryable {
  protected abstract run(
    sql: string,
    parameters?: Parameters,
    options?: QueryOptions,
  ): Promise<StatementResult>
  protected abstract toRows(result: StatementResult): Promise<Row[]>

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
  abstract release(): Promise<void>

  async [Symbol.asyncDispose](): Promise<void> {
    await this.release()
  }
}

export interface DatabaseOptions {
  /**
   * How values come back: `js` (default) as plain JavaScript where that exists (Date, number, bigint),
   * `exact` as the driver's own lossless values, `json` as JSON-safe strings and numbers.
   */
  readonly rows?: RowFormat
  /** Applied to every row after `rows`. */
  readonly mapRow?: ((row: never) => unknown) | undefined
  /** `singleton` runs everything on one connection, as before the migration. */
  readonly mode?: 'pool' | 'singleton'
  readonly pool?: {
    readonly max?: number
    readonly min?: number
    readonly acquireTimeoutMs?: number
    readonly idleTimeoutMs?: number
    readonly maxLifetimeMs?: number
  }
  /** DuckDB's settings: `access_mode`, `threads`, `memory_limit`, … */
  readonly config?: Readonly<Record<string, string>>
}

export interface DatabaseStats {
  readonly mode: 'pool' | 'singleton'
  readonly pool: PoolStats
  readonly statements: number
  readonly conflictsRetried: number
  readonly transactions: { readonly committed: number; readonly rolledBack: number }
  /** Why statements currently run on the one default connection; undefined when they run on the pool. */
  readonly heldBy: 'singleton' | 'transaction' | 'session-state' | undefined
}

/** A DuckDB database behind a pool. */
export abstract class Database extends Queryable {
  /** Opens, or joins within the process, the database file. Throws DatabaseError (`locked`, `io`, …). */
  static async open(path: string, options: DatabaseOptions = {}): Promise<Database> {
    const { openPooledDatabase } = await import('./pooled-database.js')
    return openPooledDatabase(path, options)
  }

  /** Batches of rows with constant memory. Holds one connection until it is drained or left. */
  abstract stream<R = Row>(sql: string, parameters?: Parameters, options?: QueryOptions): AsyncIterable<R[]>

  /**
   * Runs `work` in a transaction that everything it calls joins. A conflict rolls back and starts over
   * after a random wait, so `work` must be safe to repeat, or say `retry: false`.
   */
  abstract transaction<R>(work: () => Promise<R>, options?: TransactionOptions): Promise<R>

  /** One connection to keep for a while. */
  abstract connect(options?: QueryOptions): Promise<Connection>
  abstract stats(): DatabaseStats
  /** Waits for running statements, then closes. */
  abstract close(): Promise<void>

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }
}
