import { AsyncLocalStorage } from 'node:async_hooks'
import type { QueryOptions } from '../database.js'
import type {
  AppendSource,
  AppendTarget,
  DriverConnection,
  DriverResult,
  Parameters,
} from '../driver/driver.js'
import { DatabaseError, TransactionAbortedError } from '../errors/database-error.js'
import type { Session } from '../session/session.js'

export type TransactionHook = () => void | Promise<void>

const ambient = new AsyncLocalStorage<Transaction | undefined>()
const repeatInterruptMs = 5

/** One open transaction of one database, found by everything its work calls. */
export class Transaction {
  readonly session: Session
  readonly afterCommit: TransactionHook[] = []
  readonly afterRollback: TransactionHook[] = []
  readonly #owner: object
  readonly #parent: Transaction | undefined
  #joinFailure: unknown
  #hasJoinFailure = false
  #ended = false
  #pending = 0
  #idle: (() => void)[] = []

  constructor(owner: object, session: Session) {
    this.#owner = owner
    this.session = session
    this.#parent = ambient.getStore()
  }

  /** The transaction of `owner` that the current flow runs in; without `owner`, the innermost of any. */
  static current(owner?: object): Transaction | undefined {
    let transaction = ambient.getStore()
    while (transaction && owner && transaction.#owner !== owner) transaction = transaction.#parent
    return transaction
  }

  static outside<R>(work: () => R): R {
    return ambient.run(undefined, work)
  }

  /** Runs `work` so that what it calls joins this transaction. */
  enclose<R>(work: () => R): R {
    return ambient.run(this, work)
  }

  /** Throws DatabaseError `transaction-state` when it has ended, TransactionAbortedError when it can only roll back. */
  assertUsable(): void {
    if (this.#ended) {
      throw new DatabaseError(
        'The transaction that this code was started in has ended. Await every call inside the transaction, ' +
          'or run what outlives it with db.outsideTransaction(…).',
        { code: 'transaction-state' },
      )
    }
    if (this.#hasJoinFailure) throw abortedError(this.#joinFailure)
  }

  run(sql: string, parameters?: Parameters, options?: QueryOptions): Promise<DriverResult> {
    return this.#count(() => this.session.run(sql, parameters, options))
  }

  track<R>(
    sql: string,
    call: (connection: DriverConnection) => Promise<R>,
    parameters?: unknown,
  ): Promise<R> {
    return this.#count(() => this.session.track(sql, call, {}, parameters))
  }

  append(target: AppendTarget, rows: AppendSource): Promise<number> {
    return this.#count(() => this.session.append(target, rows))
  }

  /** Runs the work of a nested transaction. DuckDB has no savepoints: what it did can only be undone with all the rest. */
  async join<R>(work: () => Promise<R>): Promise<R> {
    this.assertUsable()
    try {
      return await work()
    } catch (error) {
      if (!this.#hasJoinFailure) this.#joinFailure = error
      this.#hasJoinFailure = true
      throw error
    }
  }

  /** Waits for statements that the work did not wait for, then says whether it may commit. */
  async assertCommittable(): Promise<void> {
    await this.settled()
    if (this.#hasJoinFailure) throw abortedError(this.#joinFailure)
    const { abortedBy } = this.session.state
    if (abortedBy !== undefined) throw abortedError(abortedBy)
  }

  /** Statements that come later are refused. */
  end(): void {
    this.#ended = true
  }

  /** Interrupts what runs, again and again, until it has stopped. */
  async stop(): Promise<void> {
    this.end()
    if (this.#pending === 0) return
    this.session.connection.interrupt()
    const repeat = setInterval(() => this.session.connection.interrupt(), repeatInterruptMs)
    await this.settled()
    clearInterval(repeat)
  }

  settled(): Promise<void> {
    if (this.#pending === 0) return Promise.resolve()
    return new Promise((resolve) => this.#idle.push(resolve))
  }

  async #count<R>(call: () => Promise<R>): Promise<R> {
    this.assertUsable()
    this.#pending += 1
    try {
      return await call()
    } finally {
      this.#pending -= 1
      if (this.#pending === 0) for (const resolve of this.#idle.splice(0)) resolve()
    }
  }
}

function abortedError(cause: unknown): TransactionAbortedError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new TransactionAbortedError(
    `Part of the transaction failed, so all of it was rolled back: ${reason}\n` +
      'DuckDB has no savepoints. Let the error leave the transaction, or run the part with nested: "independent".',
    { code: 'transaction-aborted', cause },
  )
}
