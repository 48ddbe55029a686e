import * as timers from 'node:timers/promises'
import { Transaction } from '../transaction/transaction.js'
import { assertTimeLeft, deadlineSignal, remainingMs } from './deadline.js'
import { BreakerOpenError, isRetryable } from './resilience-errors.js'
import { processRetryBudget, type RetryBudget } from './retry-budget.js'

export interface RetryPolicy {
  /** Attempts in all, the first included. Default 3. */
  readonly attempts?: number
  /**
   * The longest wait before the second attempt; each further wait may be `factor` times as long. Default 100. A
   * function of the attempt that failed, counted from 1, gives each wait as it is.
   */
  readonly delayMs?: number | ((attempt: number) => number)
  /** Default 2; 1 waits equally long each time. */
  readonly factor?: number
  /** No wait is longer. Default 5,000. */
  readonly maxDelayMs?: number
  /** `full` (default) waits a random time up to the longest, so that callers spread; `none` waits the longest. */
  readonly jitter?: 'full' | 'none'
  /** Which errors are worth another attempt. Default `isRetryable`: those that say so themselves. */
  readonly when?: (error: unknown) => boolean
  readonly signal?: AbortSignal | undefined
  /** Default: one budget for the process. `false` retries without regard for it. */
  readonly budget?: RetryBudget | false
  readonly onRetry?: (retry: {
    readonly attempt: number
    readonly delayMs: number
    readonly cause: unknown
  }) => void
}

/**
 * Calls `work` until it succeeds, waiting longer each time. Ends with the last error when attempts, the budget
 * or the flow's deadline are used up, or the error is not worth it. Inside a database transaction it calls once:
 * there the whole transaction must start over.
 */
export async function retry<R>(
  work: (attempt: number) => R | Promise<R>,
  policy: RetryPolicy = {},
): Promise<R> {
  const { attempts = 3, when = isRetryable, signal, budget = processRetryBudget } = policy
  if (budget) budget.deposit()
  for (let attempt = 1; ; attempt += 1) {
    signal?.throwIfAborted()
    assertTimeLeft('a retried call')
    try {
      return await work(attempt)
    } catch (error) {
      if (attempt >= attempts || signal?.aborted || !when(error) || isPartOfTransaction(error)) throw error
      // On top of what the error asks for, so that those who were turned away together come back apart.
      const delayMs = waitMs(policy, attempt) + retryAfterMs(error)
      if (delayMs > (remainingMs() ?? Number.POSITIVE_INFINITY)) throw error
      // Where nothing was called, there is no load to multiply.
      if (budget && !(error instanceof BreakerOpenError) && !budget.take()) throw error
      policy.onRetry?.({ attempt, delayMs, cause: error })
      const signals = [signal, deadlineSignal()].filter((one) => one !== undefined)
      await timers
        .setTimeout(delayMs, undefined, signals.length > 0 ? { signal: AbortSignal.any(signals) } : {})
        .catch(() => {
          throw error
        })
    }
  }
}

function waitMs(policy: RetryPolicy, attempt: number): number {
  const { delayMs = 100, factor = 2, maxDelayMs = 5_000, jitter = 'full' } = policy
  if (typeof delayMs === 'function') return Math.max(0, delayMs(attempt))
  const longest = Math.min(maxDelayMs, delayMs * factor ** (attempt - 1))
  return jitter === 'full' ? Math.random() * longest : longest
}

/** How long the error asks to be left alone. */
function retryAfterMs(error: unknown): number {
  const { retryAfterMs: asked } = (error ?? {}) as { retryAfterMs?: unknown }
  return typeof asked === 'number' && asked > 0 ? asked : 0
}

function isPartOfTransaction(error: unknown): boolean {
  return Transaction.current() !== undefined && 'category' in Object(error)
}
