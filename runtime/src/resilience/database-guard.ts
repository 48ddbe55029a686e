import { DatabaseError, type DatabaseErrorCode } from '../errors/database-error.js'
import { classifyStatement } from '../sql/statement-class.js'
import { Breaker, type BreakerOptions } from './breaker.js'
import { BreakerOpenError } from './resilience-errors.js'
import { type RetryPolicy, retry } from './retry.js'
import { RetryBudget } from './retry-budget.js'

export type DatabaseRetryOptions = Pick<RetryPolicy, 'attempts' | 'delayMs' | 'maxDelayMs' | 'budget'>

/** Trouble of the database as a whole, not of one statement. */
const troubleCodes: ReadonlySet<DatabaseErrorCode> = new Set([
  'io',
  'out-of-memory',
  'fatal',
  'locked',
  'pool-exhausted',
])

/** What may be gone a moment later. A read has changed nothing, so it may be run again after any of it. */
const passingCodes: ReadonlySet<DatabaseErrorCode> = new Set([
  'io',
  'out-of-memory',
  'fatal',
  'pool-exhausted',
])

/** Errors that say that nothing was started, so that a write, too, may be tried again. */
const notStartedCodes: ReadonlySet<DatabaseErrorCode> = new Set(['pool-exhausted'])

/** Retries and the circuit breaker around the statements of a database. Conflicts are retried elsewhere, inside of it. */
export class DatabaseGuard {
  readonly breaker: Breaker | undefined
  readonly #policy: RetryPolicy | undefined

  constructor(retryOptions: DatabaseRetryOptions | undefined, breakerOptions: BreakerOptions | undefined) {
    this.breaker =
      breakerOptions &&
      new Breaker('database', { timeoutMs: false, ...breakerOptions, isFailure: hasCode(troubleCodes) })
    this.#policy = retryOptions && { attempts: 5, delayMs: 20, budget: new RetryBudget(), ...retryOptions }
  }

  get isActive(): boolean {
    return this.breaker !== undefined || this.#policy !== undefined
  }

  /** One statement outside of any transaction. */
  statement<R>(
    sql: string,
    signal: AbortSignal | undefined,
    onRetry: RetryPolicy['onRetry'],
    run: () => Promise<R>,
  ): Promise<R> {
    const once = () => this.once(run)
    if (!this.#policy) return once()
    const isPassing = hasCode(classifyStatement(sql) === 'read' ? passingCodes : notStartedCodes)
    return retry(once, {
      ...this.#policy,
      signal,
      ...(onRetry && { onRetry }),
      when: (error) => error instanceof BreakerOpenError || isPassing(error),
    })
  }

  /** A transaction, or a statement that must run once. */
  once<R>(run: () => Promise<R>): Promise<R> {
    return this.breaker ? this.breaker.run(run) : run()
  }
}

function hasCode(codes: ReadonlySet<DatabaseErrorCode>): (error: unknown) => boolean {
  return (error) => error instanceof DatabaseError && codes.has(error.code)
}
