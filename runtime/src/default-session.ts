import type { QueryOptions, StatementResult } from './database.js'
import type { DriverConnection, Parameters } from './driver/driver.js'
import { Mutex } from './pool/mutex.js'
import { runInterruptible } from './pool/run-interruptible.js'
import { classifyStatement, type StatementClass } from './sql/statement-class.js'

/** Settings and statements that reach the whole database and leave nothing on the connection. */
const wholeDatabase =
  /^\s*(ATTACH|DETACH|INSTALL|LOAD|CALL)\b|^\s*(SET|RESET)\s+(GLOBAL\s|(SESSION\s+)?(threads|memory_limit|max_memory|temp_directory|worker_threads|external_threads|preserve_insertion_order|checkpoint_threshold|wal_autocheckpoint)\b)|^\s*PRAGMA\s+(threads|memory_limit|database_size|table_info|show_tables|version|force_checkpoint|enable_checkpoint_on_shutdown)\b/i

/**
 * The one connection that code written for a singleton believes it has. A transaction opened by hand, SET,
 * USE and temporary tables live here; while any of them does, every statement of the database that is not
 * in a transaction of its own runs here too, as it did before.
 */
export class DefaultSession {
  readonly #connect: () => Promise<DriverConnection>
  readonly #mutex = new Mutex()
  readonly #always: boolean
  #connection: Promise<DriverConnection> | undefined
  #opened: DriverConnection | undefined
  #inTransaction = false
  #hasState = false

  constructor(connect: () => Promise<DriverConnection>, always: boolean) {
    this.#connect = connect
    this.#always = always
  }

  get heldBy(): 'singleton' | 'transaction' | 'session-state' | undefined {
    if (this.#always) return 'singleton'
    if (this.#inTransaction) return 'transaction'
    return this.#hasState ? 'session-state' : undefined
  }

  /** True while a call waits or runs here: what comes after it must not overtake it. */
  get busy(): boolean {
    return this.#mutex.pending > 0
  }

  run(sql: string, parameters?: Parameters, options?: QueryOptions): Promise<StatementResult> {
    return this.track(sql, (connection) =>
      runInterruptible(connection, () => connection.run(sql, parameters), options),
    )
  }

  /** Runs a call on the connection and keeps account of what its statement leaves behind. */
  track<R>(sql: string, call: (connection: DriverConnection) => Promise<R>): Promise<R> {
    const kind = classifyStatement(sql)
    const wasInTransaction = this.#inTransaction
    if (kind === 'begin') this.#inTransaction = true
    if (kind === 'session' && !wholeDatabase.test(sql)) this.#hasState = true
    return this.#mutex.run(async () => {
      const connection = await this.connection()
      try {
        const result = await call(connection)
        await this.#settled(connection, kind, sql)
        return result
      } catch (error) {
        if (kind === 'begin') this.#inTransaction = wasInTransaction
        if (kind === 'several') await this.#settled(connection, kind, sql)
        if (kind === 'commit') this.#inTransaction = false
        throw error
      }
    })
  }

  /** Keeps every other caller out until `work` is done. */
  exclusive<R>(work: (connection: DriverConnection) => Promise<R>): Promise<R> {
    return this.#mutex.run(async () => work(await this.connection()))
  }

  connection(): Promise<DriverConnection> {
    this.#connection ??= this.#connect().then(
      (connection) => {
        this.#opened = connection
        return connection
      },
      (error: unknown) => {
        this.#connection = undefined
        throw error
      },
    )
    return this.#connection
  }

  /** Closes at once when nothing runs here, else after what runs and waits. */
  async close(): Promise<void> {
    if (this.busy || (this.#connection && !this.#opened)) await this.#mutex.run(async () => this.#connection)
    const connection = this.#opened
    this.#connection = undefined
    this.#opened = undefined
    this.#inTransaction = false
    this.#hasState = false
    connection?.close()
  }

  async #settled(connection: DriverConnection, kind: StatementClass, sql: string): Promise<void> {
    if (kind === 'commit' || kind === 'rollback') this.#inTransaction = false
    if (kind === 'several') {
      this.#inTransaction = await isInTransaction(connection)
      if (/\b(SET|USE|PREPARE|TEMP|TEMPORARY|PRAGMA)\b/i.test(sql)) this.#hasState = true
    }
  }
}

/** `txid_current()` stays the same inside a transaction and changes with each statement outside one. */
async function isInTransaction(connection: DriverConnection): Promise<boolean> {
  try {
    const read = async () => {
      const [row] = await (await connection.run('SELECT txid_current() AS id')).rows('json')
      return row?.id
    }
    const first = await read()
    return first === (await read())
  } catch {
    // Only an aborted transaction refuses this statement.
    return true
  }
}
