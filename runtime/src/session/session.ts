import type { QueryOptions } from '../database.js'
import type {
  AppendSource,
  AppendTarget,
  DriverConnection,
  DriverResult,
  Parameters,
  StatementShape,
} from '../driver/driver.js'
import { classifyError } from '../errors/classify-error.js'
import { ClosedError, type DatabaseErrorCode } from '../errors/database-error.js'
import type { CommittedWrite } from '../events/database-events.js'
import { Mutex } from '../pool/mutex.js'
import { runInterruptible } from '../pool/run-interruptible.js'
import { type Admission, driverCalls } from '../scheduling/driver-calls.js'
import type { UpdateTurns } from '../scheduling/update-turns.js'
import { classifyStatement } from '../sql/statement-class.js'
import type { RanStatement } from '../workload/recorder.js'
import { ConnectionState } from './connection-state.js'
import { resolvedTable } from './resolved-table.js'
import { isInTransaction } from './transaction-probe.js'

/** Errors that DuckDB raises before it runs anything: they leave an open transaction usable. */
const leavesTransactionUsable: ReadonlySet<DatabaseErrorCode> = new Set([
  'syntax',
  'binder',
  'catalog',
  'closed',
])

/** Errors after which the connection must prove that it works before it is used again. */
const suspiciousCodes: ReadonlySet<DatabaseErrorCode> = new Set([
  'unknown',
  'io',
  'closed',
  'out-of-memory',
  'interrupted',
])

/** Errors about a transaction that, as far as is known, does not exist. */
const speaksOfTransaction: ReadonlySet<DatabaseErrorCode> = new Set([
  'transaction-aborted',
  'transaction-state',
])

export interface SessionEvents {
  readonly onCommitted: (writes: readonly CommittedWrite[]) => Promise<unknown> | undefined
  readonly onFatal: (error: unknown) => void
  /** Called when a statement ended, for recordings. */
  readonly onRan?: ((statement: RanStatement) => void) | undefined
  /** The turns of statements that change rows, on all connections of a database. */
  readonly turns?: UpdateTurns | undefined
}

const repeatInterruptMs = 5

/** One connection, used by one statement at a time, with an account of what its statements left there. */
export class Session {
  readonly connection: DriverConnection
  readonly state = new ConnectionState()
  /** The next borrower must not get it before it was checked. */
  suspicious = false
  /** Called when the connection is taken away, by whoever keeps every other caller out meanwhile. */
  onRevoked: (() => void) | undefined
  readonly #events: SessionEvents
  readonly #mutex = new Mutex()
  #revoked = false

  constructor(connection: DriverConnection, events: SessionEvents) {
    this.connection = connection
    this.#events = events
  }

  /** True while a call waits or runs here. */
  get busy(): boolean {
    return this.#mutex.pending > 0
  }

  run(
    sql: string,
    parameters?: Parameters,
    options?: QueryOptions,
    admission?: Admission,
  ): Promise<DriverResult> {
    const call = (connection: DriverConnection) =>
      runInterruptible(connection, () => connection.run(sql, parameters), options)
    return this.track(sql, call, admission, parameters)
  }

  /** Runs a call on the connection and keeps account of what its statement leaves behind. */
  track<R>(
    sql: string,
    call: (connection: DriverConnection) => Promise<R>,
    admission: Admission = {},
    parameters?: unknown,
  ): Promise<R> {
    const before = this.state.starting(sql)
    return this.#mutex.run(async () => {
      this.#assertUsable()
      let result: R
      const { lane, reserved, signal } = admission
      // A transaction keeps what it changed until its end: nobody can wait for that without a risk.
      const taking =
        admission.endTurn ?? (this.state.inTransaction ? undefined : this.#events.turns?.take(sql, signal))
      const endTurn = taking instanceof Promise ? await taking : taking
      try {
        const entering = driverCalls.enter(lane, reserved, signal)
        if (entering) await entering
      } catch (aborted) {
        endTurn?.()
        throw aborted
      }
      const { onRan } = this.#events
      const startedAtMs = onRan ? performance.now() : 0
      const { abortedBy } = this.state
      try {
        result = await call(this.connection)
      } catch (raw) {
        const error = this.#noteError(raw, sql)
        onRan?.({ ...this.#ran(sql, parameters, startedAtMs), error })
        if (!before.inTransaction && speaksOfTransaction.has(error.code)) this.suspicious = true
        // What ended a transaction, and failed, may have left it open.
        if (this.state.inTransaction && endsTransaction(sql)) this.suspicious = true
        const written = this.state.failed(sql, before, error, !leavesTransactionUsable.has(error.code))
        await this.#events.onCommitted(written)
        throw raw
      } finally {
        driverCalls.leave(lane)
        endTurn?.()
      }
      // The COMMIT of an aborted transaction says that it succeeded.
      onRan?.({ ...this.#ran(sql, parameters, startedAtMs), error: abortedBy, rows: rowsOf(result) })
      const announced = this.#events.onCommitted(this.state.succeeded(sql))
      if (announced) await announced
      return result
    })
  }

  /** Undefined when the driver cannot tell. */
  describe(sql: string): Promise<StatementShape | undefined> {
    return this.exclusive(async (connection) => connection.describe?.(sql))
  }

  /** Bulk insert. Like any failing statement, a failing append dooms the open transaction. */
  append(target: AppendTarget, rows: AppendSource): Promise<number> {
    return this.exclusive(async (connection) => {
      try {
        const place = this.state.hasSessionState ? await resolvedTable(connection, target) : target
        const count = await connection.append(place, rows)
        const path = [target.catalog, target.schema, target.table].filter((part) => part !== undefined)
        await this.#events.onCommitted(
          this.state.wrote({ sql: `INSERT INTO ${path.join('.')}`, tables: [path.join('.')] }),
        )
        return count
      } catch (error) {
        if (this.state.inTransaction) this.state.abortedBy ??= error
        throw error
      }
    })
  }

  /** Keeps every other caller out until `work` is done. */
  exclusive<R>(work: (connection: DriverConnection) => Promise<R>): Promise<R> {
    return this.#mutex.run(() => {
      this.#assertUsable()
      return work(this.connection)
    })
  }

  /** After a script that failed half way nothing but the connection knows whether a transaction is open. */
  async checkTransaction(): Promise<void> {
    if (await this.exclusive(isInTransaction)) this.state.inTransaction = true
    else this.state.ended()
  }

  /** Rolls back what was left open and tries the connection. False when it must not be used again. */
  async recover(): Promise<boolean> {
    if (this.state.hasSessionState) return false
    try {
      await this.exclusive(async (connection) => {
        // Also where no transaction is known of: a script may have failed after its BEGIN.
        await connection.run('ROLLBACK').catch(() => undefined)
        await connection.run('SELECT 1')
      })
    } catch {
      return false
    }
    this.state.ended()
    this.suspicious = false
    return true
  }

  /** Stops what runs, refuses what comes, and closes once all has settled: to disconnect a running call hangs it for ever. */
  async revoke(): Promise<void> {
    if (this.#revoked) return
    this.#revoked = true
    const repeat = setInterval(() => this.connection.interrupt(), repeatInterruptMs)
    this.connection.interrupt()
    this.onRevoked?.()
    try {
      await this.#mutex.run(async () => this.connection.close())
    } finally {
      clearInterval(repeat)
    }
  }

  /** For a connection on which nothing runs. */
  closeIdle(): void {
    if (this.#revoked) return
    this.#revoked = true
    this.connection.close()
  }

  #ran(sql: string, parameters: unknown, startedAtMs: number) {
    return { session: this, holdsState: this.state.hasSessionState, sql, parameters, startedAtMs }
  }

  #assertUsable(): void {
    if (this.#revoked) {
      throw new ClosedError('This connection was taken back because the database closes.', { code: 'closed' })
    }
  }

  #noteError(raw: unknown, sql: string) {
    const error = classifyError(raw, sql)
    if (suspiciousCodes.has(error.code)) this.suspicious = true
    if (error.code === 'fatal') this.#events.onFatal(error)
    return error
  }
}

/** Rows returned or changed, as far as the driver's result tells. */
function rowsOf(result: unknown): number | undefined {
  const { currentRowCount, rowCount, rowsChanged } = Object(result) as Record<string, unknown>
  const count = currentRowCount ?? (rowsChanged || rowCount)
  return typeof count === 'number' ? count : undefined
}

function endsTransaction(sql: string): boolean {
  const kind = classifyStatement(sql)
  return kind === 'commit' || kind === 'rollback'
}
