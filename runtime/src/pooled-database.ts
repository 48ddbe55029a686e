import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  Connection,
  Database,
  type DatabaseOptions,
  type DatabaseStats,
  type QueryOptions,
  type StatementResult,
  type TransactionOptions,
} from './database.js'
import { DefaultSession } from './default-session.js'
import type { Driver, DriverConnection, Parameters, Row } from './driver/driver.js'
import { openNeoDriver } from './driver/neo-driver.js'
import { classifyError } from './errors/classify-error.js'
import { ClosedError, DatabaseError } from './errors/database-error.js'
import { type Lease, Pool } from './pool/pool.js'
import { runInterruptible } from './pool/run-interruptible.js'
import { classifyStatement } from './sql/statement-class.js'

const conflictAttempts = 10
const firstBackoffMs = 2
const longestBackoffMs = 200

/** Running calls must stay below libuv's threads, or they block the process's files and each other. */
function defaultPoolSize(): number {
  const threads = Number(process.env.UV_THREADPOOL_SIZE) || 4
  return Math.max(2, threads - 1)
}

export async function openPooledDatabase(
  path: string,
  options: DatabaseOptions = {},
): Promise<PooledDatabase> {
  const driver = await openNeoDriver(path, { config: options.config })
  return new PooledDatabase(driver, options)
}

interface Transaction {
  readonly connection: DriverConnection
  /** The first error that made DuckDB abort the transaction: its COMMIT would succeed and roll back. */
  doomedBy: unknown
}

/** Errors that DuckDB raises before it runs anything: they leave the transaction usable. */
const harmless: ReadonlySet<string> = new Set(['syntax', 'binder', 'catalog', 'closed'])

export class PooledDatabase extends Database {
  /** For the compatibility clients: the connection that legacy code takes for its own. */
  readonly defaultSession: DefaultSession
  readonly #driver: Driver
  readonly #options: DatabaseOptions
  readonly #pool: Pool<DriverConnection>
  readonly #ambient = new AsyncLocalStorage<Transaction | undefined>()
  #statements = 0
  #conflictsRetried = 0
  #committed = 0
  #rolledBack = 0
  #closing: Promise<void> | undefined

  constructor(driver: Driver, options: DatabaseOptions) {
    super()
    this.#driver = driver
    this.#options = options
    const { pool = {} } = options
    this.#pool = new Pool({
      create: () => driver.connect(),
      destroy: (connection) => connection.close(),
      max: pool.max ?? defaultPoolSize(),
      min: pool.min ?? 0,
      acquireTimeoutMs: pool.acquireTimeoutMs ?? 5_000,
      idleTimeoutMs: pool.idleTimeoutMs ?? 60_000,
      maxLifetimeMs: pool.maxLifetimeMs ?? 1_800_000,
    })
    this.defaultSession = new DefaultSession(() => driver.connect(), options.mode === 'singleton')
  }

  /** Runs a driver call where a statement of legacy code belongs: see `DefaultSession`. */
  async runLegacy<R>(sql: string, call: (connection: DriverConnection) => Promise<R>): Promise<R> {
    this.#assertOpen()
    const session = this.defaultSession
    const transaction = this.#ambient.getStore()
    if (transaction) return this.#inTransaction(transaction, () => call(transaction.connection))
    const kind = classifyStatement(sql)
    if (kind === 'read' && !session.heldBy && !session.busy) return this.#pool.use(call)
    if (kind !== 'write' || session.heldBy) return session.track(sql, call)
    return this.#retrying(conflictAttempts, () => session.track(sql, call))
  }

  /** One statement's result, not yet converted: for databases that stand in front of this one. */
  statement(sql: string, parameters?: Parameters, options?: QueryOptions): Promise<StatementResult> {
    return this.run(sql, parameters, options)
  }

  /** A connection outside the pool, for legacy code that opens several. The caller closes it. */
  connectOutsidePool(): Promise<DriverConnection> {
    this.#assertOpen()
    return this.#driver.connect()
  }

  override async *stream<R = Row>(
    sql: string,
    parameters?: Parameters,
    { signal }: QueryOptions = {},
  ): AsyncGenerator<R[]> {
    this.#assertOpen()
    const lease = await this.#pool.acquire(signal)
    const { resource: connection } = lease
    let finished = false
    try {
      await connection.run('BEGIN TRANSACTION READ ONLY')
      for await (const rows of connection.stream(sql, parameters, this.#options.rows ?? 'js')) {
        signal?.throwIfAborted()
        yield this.#map(rows) as R[]
      }
      // A stream that fails ends as if it were complete; only the transaction knows.
      await connection.run('SELECT 1')
      finished = true
    } finally {
      await connection.run(finished ? 'COMMIT' : 'ROLLBACK').catch(() => undefined)
      lease.release({ retire: !finished })
    }
  }

  override async transaction<R>(work: () => Promise<R>, options: TransactionOptions = {}): Promise<R> {
    this.#assertOpen()
    const outer = this.#ambient.getStore()
    if (outer && options.nested === 'error') {
      throw new DatabaseError('A transaction is already open in this flow, and nested is "error".', {
        code: 'transaction-state',
      })
    }
    if (outer && options.nested !== 'independent') return this.#join(outer, work)
    const attempts = options.retry === false ? 1 : (options.retry ?? conflictAttempts)
    return this.#retrying(attempts, () =>
      this.#options.mode === 'singleton'
        ? this.defaultSession.exclusive((connection) => this.#transact(connection, work, options))
        : this.#pool.use((connection) => this.#transact(connection, work, options), options.signal),
    )
  }

  override async connect({ signal }: QueryOptions = {}): Promise<Connection> {
    this.#assertOpen()
    return new PooledConnection(await this.#pool.acquire(signal), (result) => this.toRows(result))
  }

  override stats(): DatabaseStats {
    return {
      mode: this.#options.mode ?? 'pool',
      pool: this.#pool.stats,
      statements: this.#statements,
      conflictsRetried: this.#conflictsRetried,
      transactions: { committed: this.#committed, rolledBack: this.#rolledBack },
      heldBy: this.defaultSession.heldBy,
    }
  }

  override close(): Promise<void> {
    if (!this.#closing) {
      const emptied = Promise.all([this.#pool.close(), this.defaultSession.close()])
      // DuckDB keeps the file until the last connection is gone, so the instance may be closed first.
      this.#driver.close()
      this.#closing = emptied.then(() => undefined)
    }
    return this.#closing
  }

  protected override async run(
    sql: string,
    parameters?: Parameters,
    options?: QueryOptions,
  ): Promise<StatementResult> {
    this.#assertOpen()
    this.#statements += 1
    const transaction = this.#ambient.getStore()
    if (transaction) {
      return this.#inTransaction(transaction, () =>
        runInterruptible(transaction.connection, () => transaction.connection.run(sql, parameters), options),
      )
    }
    if (this.defaultSession.heldBy) return this.defaultSession.run(sql, parameters, options)
    // One statement alone is atomic, so a conflict, which a single connection never met, may be tried again.
    return this.#retrying(conflictAttempts, () =>
      this.#lend(
        (connection) => runInterruptible(connection, () => connection.run(sql, parameters), options),
        sql,
        options,
      ),
    )
  }

  protected override async toRows(result: StatementResult): Promise<Row[]> {
    return this.#map(await result.rows(this.#options.rows ?? 'js'))
  }

  #map(rows: Row[]): Row[] {
    const { mapRow } = this.#options
    return mapRow ? (rows.map((row) => mapRow(row as never)) as Row[]) : rows
  }

  async #lend<R>(
    call: (connection: DriverConnection) => Promise<R>,
    sql: string,
    options?: QueryOptions,
  ): Promise<R> {
    const kind = classifyStatement(sql)
    if (kind !== 'session' && kind !== 'several' && kind !== 'begin')
      return this.#pool.use(call, options?.signal)
    const lease = await this.#pool.acquire(options?.signal)
    try {
      return await call(lease.resource)
    } finally {
      // What the statement left on the connection must not reach the next borrower.
      lease.release({ retire: true })
    }
  }

  async #inTransaction<R>(transaction: Transaction, call: () => Promise<R>): Promise<R> {
    try {
      return await call()
    } catch (error) {
      if (!harmless.has(classifyError(error).code)) transaction.doomedBy ??= error
      throw error
    }
  }

  async #join<R>(outer: Transaction, work: () => Promise<R>): Promise<R> {
    try {
      return await work()
    } catch (error) {
      // DuckDB has no savepoints: what the inner part did can only be undone with all the rest.
      outer.doomedBy ??= error
      throw error
    }
  }

  async #transact<R>(
    connection: DriverConnection,
    work: () => Promise<R>,
    options: TransactionOptions,
  ): Promise<R> {
    const transaction: Transaction = { connection, doomedBy: undefined }
    await connection.run(options.readOnly ? 'BEGIN TRANSACTION READ ONLY' : 'BEGIN TRANSACTION')
    let result: R
    try {
      options.signal?.throwIfAborted()
      result = await this.#ambient.run(transaction, work)
      if (transaction.doomedBy !== undefined) throw transaction.doomedBy
    } catch (error) {
      await connection.run('ROLLBACK').catch(() => undefined)
      this.#rolledBack += 1
      throw error
    }
    try {
      await connection.run('COMMIT')
    } catch (error) {
      this.#rolledBack += 1
      throw error
    }
    this.#committed += 1
    return result
  }

  async #retrying<R>(attempts: number, attempt: () => Promise<R>): Promise<R> {
    for (let number = 1; ; number += 1) {
      try {
        return await attempt()
      } catch (error) {
        if (number >= attempts || classifyError(error).code !== 'conflict') throw error
        this.#conflictsRetried += 1
        await sleep(Math.random() * Math.min(longestBackoffMs, firstBackoffMs * 2 ** number))
      }
    }
  }

  #assertOpen(): void {
    if (this.#closing) throw new ClosedError('The database was closed. Open it again.', { code: 'closed' })
  }
}

class PooledConnection extends Connection {
  readonly #lease: Lease<DriverConnection>
  readonly #toRows: (result: StatementResult) => Promise<Row[]>
  #leftState = false

  constructor(lease: Lease<DriverConnection>, toRows: (result: StatementResult) => Promise<Row[]>) {
    super()
    this.#lease = lease
    this.#toRows = toRows
  }

  override async release(): Promise<void> {
    this.#lease.release({ retire: this.#leftState })
  }

  protected override run(
    sql: string,
    parameters?: Parameters,
    options?: QueryOptions,
  ): Promise<StatementResult> {
    if (!/^(read|write|definition)$/.test(classifyStatement(sql))) this.#leftState = true
    const connection = this.#lease.resource
    return runInterruptible(connection, () => connection.run(sql, parameters), options)
  }

  protected override toRows(result: StatementResult): Promise<Row[]> {
    return this.#toRows(result)
  }
}
