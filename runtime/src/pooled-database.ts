import * as timers from 'node:timers/promises'
import { DatabaseCache } from './cache/database-cache.js'
import {
  type AppendOptions,
  type AppendRows,
  type Connection,
  Database,
  type DatabaseStats,
  type QueryOptions,
  type StatementResult,
  type TransactionOptions,
} from './database.js'
import type { DatabaseOptions } from './database-options.js'
import { DefaultSession } from './default-session.js'
import type { Columns, Driver, DriverConnection, Parameters, Row } from './driver/driver.js'
import { ClosedError, DatabaseError, TimeoutError } from './errors/database-error.js'
import { CommitListeners } from './events/commit-listeners.js'
import type { CommitListener, CommittedWrite } from './events/database-events.js'
import type { Lease } from './pool/lease.js'
import { type Announced, Pool } from './pool/pool.js'
import {
  PooledConnection,
  type ResultReader,
  releaseSession,
  SessionConnection,
} from './pooled-connection.js'
import { DatabaseGuard } from './resilience/database-guard.js'
import { underDeadline } from './resilience/deadline.js'
import { type Admission, libuvThreads } from './scheduling/driver-calls.js'
import { ReadCoalescer, type ReadRunner } from './scheduling/read-coalescer.js'
import { StatementLanes } from './scheduling/statement-lanes.js'
import { type EndTurn, UpdateTurns } from './scheduling/update-turns.js'
import { WriteGroup, type WriteRunner } from './scheduling/write-group.js'
import { Session } from './session/session.js'
import { streamRows } from './session/stream-rows.js'
import { classifyStatement } from './sql/statement-class.js'
import { parseTablePath } from './sql/table-path.js'
import { conflictAttempts, retryConflicts } from './transaction/retry-conflicts.js'
import { runTransaction } from './transaction/run-transaction.js'
import { Transaction } from './transaction/transaction.js'
import { type RanStatement, recorderOf } from './workload/recorder.js'

type OpenDriver = () => Promise<Driver>

export async function openPooledDatabase(
  path: string,
  options: DatabaseOptions = {},
): Promise<PooledDatabase> {
  const open = options.driver ?? (await import('./driver/neo-driver.js')).openNeoDriver
  const openDriver = () => open(path, options)
  const database = new PooledDatabase(path, openDriver, await openDriver(), options)
  await database.warmUp()
  return database
}

export class PooledDatabase extends Database {
  /** For the compatibility clients: the connection that legacy code takes for its own. */
  readonly defaultSession: DefaultSession
  readonly #openDriver: OpenDriver
  readonly #options: DatabaseOptions
  readonly #pool: Pool<Session>
  readonly #lanes: StatementLanes
  readonly #reads: ReadCoalescer | undefined
  readonly #writes: WriteGroup | undefined
  readonly #commitListeners = new CommitListeners((cause) => this.#reportHook(cause))
  readonly #cache: DatabaseCache
  readonly #guard: DatabaseGuard
  #driver: Driver
  #reopening: Promise<void> | undefined
  #statements = 0
  #conflictsRetried = 0
  #committed = 0
  #rolledBack = 0
  #draining = false
  #closing: Promise<void> | undefined

  constructor(path: string, openDriver: OpenDriver, driver: Driver, options: DatabaseOptions) {
    super()
    this.#openDriver = openDriver
    this.#driver = driver
    this.#options = options
    const { pool = {} } = options
    const max = pool.max ?? Math.max(2, libuvThreads - 1)
    const reserved = Math.min(pool.reserved ?? 0, max - 1)
    this.#lanes = new StatementLanes(reserved)
    this.#pool = new Pool<Session>({
      create: async () => new Session(await this.#connect(), this.#sessionEvents),
      destroy: (session) => void session.revoke(),
      recover: (session) => session.recover(),
      revoke: (session) => session.revoke(),
      max,
      min: Math.min(pool.min ?? 0, max),
      reserved,
      acquireTimeoutMs: pool.acquireTimeoutMs ?? 5_000,
      idleTimeoutMs: pool.idleTimeoutMs ?? 60_000,
      maxLifetimeMs: pool.maxLifetimeMs ?? 1_800_000,
      leakDetectionMs: pool.leakDetectionMs ?? 0,
      onLeak: (report) => this.events.emit('leak', report),
      onUnleaked: (report) => this.events.emit('unleaked', report),
    })
    this.defaultSession = new DefaultSession(
      () => this.#connect(),
      options.mode === 'singleton',
      this.#sessionEvents,
    )
    this.#reads = options.coalesceReads ? new ReadCoalescer(this.#readRunner) : undefined
    this.#writes = options.groupWrites ? new WriteGroup(this.#writeRunner) : undefined
    const recorder = recorderOf(options.record)
    if (recorder) this.#sessionEvents.onRan = (statement) => recorder.ran(statement, path)
    this.#guard = new DatabaseGuard(options.retry || undefined, options.breaker || undefined)
    this.#cache = new DatabaseCache(options.cache, {
      path,
      // While the database is opened anew nobody waits: opening waits for this connection to close.
      connect: async () => {
        if (this.#reopening) throw new ClosedError('The database is being opened anew.', { code: 'closed' })
        return this.#connect()
      },
      onWarning: (cause) => this.#reportHook(cause),
    })
    if (max >= libuvThreads) this.#warnOfThreads(max)
  }

  /** Makes the connections that `pool.min` asks for. */
  async warmUp(): Promise<void> {
    if (this.#options.mode !== 'singleton') await this.#pool.warmUp()
  }

  /** Runs a driver call where a statement of legacy code belongs: see `DefaultSession`. */
  async runLegacy<R>(
    sql: string,
    call: (connection: DriverConnection) => Promise<R>,
    parameters?: unknown,
  ): Promise<R> {
    this.#assertOpen()
    const session = this.defaultSession
    const transaction = this.currentTransaction()
    if (transaction) return transaction.track(sql, call, parameters)
    const kind = classifyStatement(sql)
    if (kind === 'read' && !session.heldBy && !session.busy) {
      return this.#withLease((borrowed) => borrowed.track(sql, call, {}, parameters))
    }
    return this.#onDefaultSession(sql, call, parameters)
  }

  /** The connection that a statement of legacy code is prepared on. */
  async legacyConnection(): Promise<DriverConnection> {
    this.#assertOpen()
    return this.currentTransaction()?.session.connection ?? this.defaultSession.connection()
  }

  /** The same as `runLegacy`, for a statement that was prepared or is read bit by bit: reads stay on the default session, too. */
  async runPrepared<R>(sql: string, call: (connection: DriverConnection) => Promise<R>): Promise<R> {
    this.#assertOpen()
    return this.currentTransaction()?.track(sql, call) ?? this.#onDefaultSession(sql, call)
  }

  #onDefaultSession<R>(
    sql: string,
    call: (connection: DriverConnection) => Promise<R>,
    parameters?: unknown,
  ): Promise<R> {
    const session = this.defaultSession
    if (classifyStatement(sql) !== 'write' || session.heldBy) return session.track(sql, call, parameters)
    return this.#retrying(conflictAttempts, undefined, () => session.track(sql, call, parameters), sql)
  }

  /** One statement's result, not yet converted: for databases that stand in front of this one. */
  statement(sql: string, parameters?: Parameters, options?: QueryOptions): Promise<StatementResult> {
    return this.run(sql, parameters, options)
  }

  /**
   * The same for code that counted on one connection: a transaction opened by hand, SET, USE and temporary tables stand
   * where its later statements find them. What asks nothing of the connection runs anywhere.
   */
  async legacyStatement(
    sql: string,
    parameters?: Parameters,
    options?: QueryOptions,
  ): Promise<StatementResult> {
    this.#assertOpen()
    const isForConnection = /^(begin|commit|rollback|session|several)$/.test(classifyStatement(sql))
    if (!isForConnection || this.currentTransaction()) return this.run(sql, parameters, options)
    this.#statements += 1
    return this.defaultSession.run(sql, parameters, underDeadline(options))
  }

  /** A connection outside the pool, for legacy code that opens several. The caller closes it. */
  connectOutsidePool(): Promise<DriverConnection> {
    this.#assertOpen()
    return this.#connect()
  }

  /** The same with an account of what is left there, for the compatibility clients. The caller closes it. */
  async openSession(): Promise<Session> {
    return new Session(await this.connectOutsidePool(), this.#sessionEvents)
  }

  override async *stream<R = Row>(
    sql: string,
    parameters?: Parameters,
    options: QueryOptions = {},
  ): AsyncGenerator<R[]> {
    this.#assertOpen()
    const transaction = this.currentTransaction()
    const batches =
      transaction || this.defaultSession.heldBy
        ? (await this.run(sql, parameters, options)).batches(this.#options.rows ?? 'js')
        : this.#streamOnLease(sql, parameters, options)
    for await (const rows of batches) yield this.#map(rows) as R[]
  }

  async *#streamOnLease(
    sql: string,
    parameters: Parameters | undefined,
    options: QueryOptions,
  ): AsyncGenerator<Row[]> {
    const lane = options.lane ?? 'long'
    const lease = await this.#pool.acquire({ signal: options.signal, lane })
    try {
      yield* streamRows(lease.resource, sql, parameters, this.#options.rows ?? 'js', options)
    } finally {
      releaseSession(lease)
    }
  }

  override async append(
    table: string,
    rows: AppendRows,
    { columns, signal }: AppendOptions = {},
  ): Promise<{ rowsAppended: number }> {
    const target = { ...parseTablePath(table), columns }
    const source = signal ? abortable(rows, signal) : rows
    if (!this.currentTransaction() && this.defaultSession.heldBy) {
      this.#assertOpen()
      const rowsAppended = await this.defaultSession.exclusive(async (session) =>
        session.state.inTransaction ? session.append(target, source) : undefined,
      )
      if (rowsAppended !== undefined) return { rowsAppended }
    }
    const append = async () => ({ rowsAppended: await this.currentTransaction()!.append(target, source) })
    // Rows may come from an iterator, which cannot be read twice.
    return this.transaction(append, { signal, retry: false })
  }

  override async transaction<R>(work: () => Promise<R>, options: TransactionOptions = {}): Promise<R> {
    this.#assertOpen()
    const outer = this.currentTransaction()
    if (outer && options.nested === 'error') {
      throw new DatabaseError('A transaction is already open in this flow, and nested is "error".', {
        code: 'transaction-state',
      })
    }
    if (outer && options.nested !== 'independent') return outer.join(work)
    const isSingleton = this.#options.mode === 'singleton'
    const isOnDefaultSession = isSingleton || this.defaultSession.hasSessionState
    if (outer && isOnDefaultSession) {
      const only = isSingleton ? 'mode "singleton" has one' : 'SET, USE or a temporary table ties all to one'
      throw new DatabaseError(
        `An independent transaction needs a second connection, and ${only}. Start it outside.`,
        { code: 'transaction-state' },
      )
    }
    const attempts = options.retry === false ? 1 : (options.retry ?? conflictAttempts)
    const run = (session: Session) => runTransaction(this, session, work, options, this.#outcomes)
    return this.#guard.once(() =>
      this.#retrying(attempts, options.signal, () =>
        isOnDefaultSession
          ? this.defaultSession.exclusive(run)
          : this.#pool.use(run, { signal: options.signal, lane: options.lane ?? 'short' }, releaseSession),
      ),
    )
  }

  override connect(options: QueryOptions = {}): Promise<Connection> {
    return this.connectReading({}, options)
  }

  /** For databases that stand in front of this one and read results their own way. */
  async connectReading(reader: Partial<ResultReader>, { signal }: QueryOptions = {}): Promise<Connection> {
    this.#assertOpen()
    const lease = await this.#pool.acquireForFlow({ signal })
    return new PooledConnection(lease, { ...this.#reader, ...reader })
  }

  override onCommit(listener: CommitListener): () => void {
    return this.#commitListeners.add(listener)
  }

  override stats(): DatabaseStats {
    return {
      mode: this.#options.mode ?? 'pool',
      pool: this.#pool.stats,
      statements: this.#statements,
      conflictsRetried: this.#conflictsRetried,
      transactions: { committed: this.#committed, rolledBack: this.#rolledBack },
      heldBy: this.defaultSession.heldBy,
      cache: this.#cache.stats,
      breakers: [this.#guard.breaker, this.#cache.breaker].flatMap((one) => (one ? [one.stats] : [])),
    }
  }

  override async drain({ deadlineMs }: { readonly deadlineMs?: number } = {}): Promise<void> {
    this.#draining = true
    const drained = this.#pool.drain()
    if (deadlineMs === undefined) return drained
    const giveUp = new AbortController()
    const deadline = timers.setTimeout(deadlineMs, undefined, { signal: giveUp.signal }).then(() => {
      const { inUse, waiting } = this.#pool.stats
      throw new TimeoutError(
        `After ${deadlineMs} ms ${inUse} connections were still in use and ${waiting} callers waiting. ` +
          'Wait on with drain(), or close({ deadlineMs }), which interrupts them.',
        { code: 'timeout' },
      )
    })
    deadline.catch(() => undefined)
    await Promise.race([drained, deadline]).finally(() => giveUp.abort())
  }

  override close({ deadlineMs }: { readonly deadlineMs?: number } = {}): Promise<void> {
    if (!this.#closing) {
      const emptied = Promise.all([
        this.#pool.close({ deadlineMs }),
        this.defaultSession.close({ deadlineMs }),
        this.#cache.closeConnections(),
      ])
      // DuckDB keeps the file until the last connection is gone, so the instance may be closed first.
      const isLast = this.#pool.hasAnnounced
      if (!isLast) this.#driver.close()
      this.#closing = emptied.then(() => {
        if (isLast) this.#driver.close()
        return this.#cache.close()
      })
    }
    return this.#closing
  }

  protected override currentTransaction(): Transaction | undefined {
    return Transaction.current(this)
  }

  protected override async run(
    sql: string,
    parameters?: Parameters,
    options?: QueryOptions,
  ): Promise<StatementResult> {
    return (
      (options?.cache && this.#fromCache(sql, parameters, options)) ?? this.#runNow(sql, parameters, options)
    )
  }

  #runNow(sql: string, parameters?: Parameters, given?: QueryOptions): Promise<StatementResult> {
    const options = underDeadline(given)
    return (
      this.#runWhereItBelongs(sql, parameters, options) ??
      this.#coalesced(sql, parameters, options) ??
      this.#runAlone(sql, parameters, options)
    )
  }

  /** In the open transaction, or on the one connection that legacy code holds; undefined when there is none. */
  #runWhereItBelongs(
    sql: string,
    parameters: Parameters | undefined,
    options: QueryOptions | undefined,
  ): Promise<StatementResult> | undefined {
    this.#assertOpen()
    this.#statements += 1
    const transaction = this.currentTransaction()
    if (transaction) return transaction.run(sql, parameters, options)
    return this.defaultSession.heldBy ? this.defaultSession.run(sql, parameters, options) : undefined
  }

  override async columns<R = Row>(
    sql: string,
    parameters?: Parameters,
    options?: QueryOptions,
  ): Promise<{ [Name in keyof R]: R[Name][] }> {
    // Never coalesced: a part of a shared result does not know its columns when it has no rows.
    const running =
      this.#runWhereItBelongs(sql, parameters, options) ?? this.#runAlone(sql, parameters, options)
    return (await this.toColumns(await running)) as { [Name in keyof R]: R[Name][] }
  }

  /** Undefined inside a transaction, and for all else that must go to DuckDB. */
  #fromCache(sql: string, parameters: Parameters | undefined, options: QueryOptions) {
    this.#assertOpen()
    const isPrivate = this.currentTransaction() !== undefined || this.defaultSession.holdsState
    return this.#cache.read(sql, parameters, options, isPrivate, (loading) =>
      this.#loadForCache(sql, parameters, loading),
    )
  }

  /** What was read while somebody had a transaction open on the one connection is not for others. */
  async #loadForCache(sql: string, parameters?: Parameters, options?: QueryOptions) {
    const { statesBegun } = this.defaultSession
    const result = await this.#runNow(sql, parameters, options)
    const isShared = !this.defaultSession.holdsState && this.defaultSession.statesBegun === statesBegun
    return { result, isShared }
  }

  #coalesced(
    sql: string,
    parameters: Parameters | undefined,
    options: QueryOptions = {},
  ): Promise<StatementResult> | undefined {
    // What can be aborted or timed out is not tied to others.
    if (options.signal || options.timeoutMs !== undefined) return undefined
    return this.#reads?.read(sql, parameters) ?? this.#writes?.write(sql, parameters)
  }

  #runAlone(sql: string, parameters?: Parameters, options?: QueryOptions): Promise<StatementResult> {
    // One statement alone is atomic, so a conflict, which a single connection never met, may be tried again.
    const run = () =>
      this.#retrying(conflictAttempts, options?.signal, () => this.#runOnPool(sql, parameters, options), sql)
    if (!this.#guard.isActive) return run()
    return this.#guard.statement(sql, options?.signal, (retry) => this.events.emit('retry', retry), run)
  }

  protected override async toRows(result: StatementResult): Promise<Row[]> {
    return this.#map(await result.rows(this.#options.rows ?? 'js'))
  }

  protected override async toColumns(result: StatementResult): Promise<Columns> {
    const { mapRow, rows = 'js' } = this.#options
    return result.columns && !mapRow ? result.columns(rows) : super.toColumns(result)
  }

  readonly #reader: ResultReader = {
    toRows: (result) => this.toRows(result),
    toColumns: (result) => this.toColumns(result),
  }

  #map(rows: Row[]): Row[] {
    const { mapRow } = this.#options
    return mapRow ? (rows.map((row) => mapRow(row as never)) as Row[]) : rows
  }

  async #runOnPool(sql: string, parameters?: Parameters, options?: QueryOptions): Promise<StatementResult> {
    const kind = classifyStatement(sql)
    if (kind === 'begin' || kind === 'commit' || kind === 'rollback') throw looseTransactionError(sql)
    const admitted = this.#lanes.admit(sql, options)
    const taking = this.#sessionEvents.turns.take(sql, admitted.signal)
    const { endTurn, lease } = taking ? await this.#inTurn(taking, admitted) : {}
    const admission = endTurn ? { ...admitted, endTurn } : admitted
    return this.#withLease(
      async (session) => {
        const turning = this.#lanes.turn(sql, admission)
        const turn = turning && (await turning)
        try {
          const since = performance.now()
          const result = await session.run(sql, parameters, options, admission)
          this.#lanes.observe(sql, performance.now() - since, turn?.saturates())
          if (session.state.inTransaction) throw looseTransactionError(sql)
          return result
        } catch (error) {
          // The script may have opened a transaction before it failed.
          if (kind === 'several') session.suspicious = true
          throw error
        } finally {
          turn?.end()
        }
      },
      admission,
      lease,
    )
  }

  /**
   * Who waits until others have changed rows of the table holds no connection meanwhile: all that is left for reads could
   * be gone. Whose turn it is waits for no connection in return, since who has one may wait for a turn.
   */
  async #inTurn(
    taking: EndTurn | Promise<EndTurn>,
    admission: Admission,
  ): Promise<{ readonly endTurn?: EndTurn; readonly lease: Lease<Session> }> {
    const place = this.#announced(taking)
    let endTurn: EndTurn | undefined
    try {
      endTurn = await taking
      const lease = await place.acquireFree(admission)
      if (lease) return { endTurn, lease }
      endTurn()
      return { lease: await place.acquire(admission) }
    } catch (error) {
      endTurn?.()
      throw error
    } finally {
      place.leave()
    }
  }

  #announced(taking: EndTurn | Promise<EndTurn>): Announced<Session> {
    try {
      return this.#pool.announce()
    } catch (error) {
      void Promise.resolve(taking).then(
        (endTurn) => endTurn(),
        () => undefined,
      )
      throw error
    }
  }

  async #withLease<R>(
    work: (session: Session) => Promise<R>,
    { lane = 'short', signal, endTurn }: Admission = {},
    ready?: Lease<Session>,
  ): Promise<R> {
    const lease = ready ?? this.#pool.tryAcquire(lane) ?? (await this.#pool.acquire({ lane, signal }))
    try {
      return await work(lease.resource)
    } finally {
      endTurn?.()
      releaseSession(lease)
    }
  }

  #retrying<R>(
    attempts: number,
    signal: AbortSignal | undefined,
    attempt: () => Promise<R>,
    sql?: string,
  ): Promise<R> {
    return retryConflicts(
      {
        attempts,
        signal,
        sql,
        onRetry: (retry) => {
          this.#conflictsRetried += 1
          this.events.emit('retry', retry)
        },
      },
      attempt,
    )
  }

  readonly #readRunner: ReadRunner = {
    run: (sql, parameters) => this.#runAlone(sql, parameters),
    describe: (sql) => this.#withLease((session) => session.describe(sql)),
  }

  readonly #writeRunner: WriteRunner = {
    run: (sql, parameters) => this.#runAlone(sql, parameters),
    transaction: (work) =>
      this.#withLease((session) =>
        runTransaction(
          this,
          session,
          () => work((sql, parameters) => session.run(sql, parameters)),
          {},
          this.#outcomes,
        ),
      ),
  }

  readonly #outcomes = {
    onCommitted: () => {
      this.#committed += 1
    },
    onRolledBack: () => {
      this.#rolledBack += 1
    },
    onHookFailed: (cause: unknown) => this.#reportHook(cause),
  }

  readonly #sessionEvents = {
    onCommitted: (writes: readonly CommittedWrite[]) => {
      // First, so that whoever hears of the commit reads what it wrote.
      const invalidated = this.#cache.committed(writes)
      const announced = this.#commitListeners.announce(writes)
      return invalidated && announced ? Promise.all([invalidated, announced]) : (invalidated ?? announced)
    },
    onFatal: (cause: unknown) => this.#reopen(cause),
    onRan: undefined as ((statement: RanStatement) => void) | undefined,
    turns: new UpdateTurns(),
  }

  #reportHook(cause: unknown): void {
    if (!this.events.emit('hookFailed', { cause })) process.emitWarning(cause as Error)
  }

  async #connect(): Promise<DriverConnection> {
    await this.#reopening
    const connection = await this.#driver.connect()
    const { onConnect } = this.#options
    if (!onConnect) return connection
    const session = new Session(connection, this.#sessionEvents)
    try {
      await onConnect(new SessionConnection(session, this.#reader))
    } catch (error) {
      connection.close()
      throw error
    }
    return connection
  }

  /** An invalidated database serves nobody any more: all connections go, and the file is opened once. */
  #reopen(cause: unknown): void {
    if (this.#reopening || this.#closing) return
    const reopening = (async () => {
      // The old instance lives on in the driver's cache for as long as one connection does.
      await Promise.all([
        this.#pool.retireAll(),
        this.defaultSession.discard(),
        this.#cache.closeConnections(),
      ])
      this.#driver.close()
      this.#driver = await this.#openDriver()
      await this.#cache.reopened()
      this.events.emit('reopened', { cause })
    })()
    this.#reopening = reopening.finally(() => {
      this.#reopening = undefined
    })
    // Whoever connects next meets the failure.
    this.#reopening.catch(() => undefined)
  }

  #warnOfThreads(max: number): void {
    const message =
      `pool.max is ${max}, and libuv has ${libuvThreads} threads: at most ${Math.max(1, libuvThreads - 1)} ` +
      `statements run at a time. Start the process with UV_THREADPOOL_SIZE=${max + 1} or more to run them all.`
    // The listener can only be added once the database has been handed out.
    setImmediate(() => this.events.emit('warning', { code: 'libuv-threads', message }))
  }

  #assertOpen(): void {
    if (this.#closing || this.#draining) {
      throw new ClosedError('The database was closed. Open it again.', { code: 'closed' })
    }
  }
}

async function* abortable(rows: AppendRows, signal: AbortSignal) {
  for await (const row of rows) {
    signal.throwIfAborted()
    yield row
  }
}

function looseTransactionError(sql: string): DatabaseError {
  return new DatabaseError(
    'A transaction opened by hand would not reach the next statement, which may run on another connection. ' +
      'Use db.transaction(…), or db.connect() for one connection.',
    { code: 'transaction-state', sql },
  )
}
