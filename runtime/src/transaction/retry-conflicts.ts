import * as timers from 'node:timers/promises'
import { classifyError } from '../errors/classify-error.js'
import { ConstraintError } from '../errors/database-error.js'

export const conflictAttempts = 10
const firstBackoffMs = 2
const longestBackoffMs = 200
/** How often a duplicate key that may be another one's write is tried again: by then what is there can be seen. */
const doubtfulRetries = 3

export interface RetryOptions {
  readonly attempts: number
  /** The one statement that is tried, for errors that do not hold it. */
  readonly sql?: string | undefined
  readonly signal?: AbortSignal | undefined
  readonly onRetry?: (retry: { attempt: number; delayMs: number; cause: unknown }) => void
}

/** Starts `attempt` over after a random wait (full jitter) for as long as it ends in a conflict. */
export async function retryConflicts<R>(options: RetryOptions, attempt: () => Promise<R>): Promise<R> {
  let doubtful = 0
  for (let number = 1; ; number += 1) {
    try {
      return await attempt()
    } catch (error) {
      if (number >= options.attempts) throw error
      if (!isConflict(error)) {
        doubtful += 1
        if (doubtful > doubtfulRetries || !mayBeConflict(error, options.sql)) throw error
      }
      const delayMs = Math.random() * Math.min(longestBackoffMs, firstBackoffMs * 2 ** number)
      options.onRetry?.({ attempt: number, delayMs, cause: error })
      await timers
        .setTimeout(delayMs, undefined, { signal: options.signal })
        .catch(() => options.signal?.throwIfAborted())
    }
  }
}

/** Also when code in between wrapped the conflict in an error of its own. */
export function isConflict(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (classifyError(cause).code === 'conflict') return true
  }
  return false
}

const settlesDuplicates =
  /^\s*(?:WITH\b[\s\S]*?)?INSERT\s+(?:OR\s+(?:REPLACE|IGNORE)\b|INTO\b[\s\S]*\bON\s+CONFLICT\b)/i

/**
 * A duplicate key that one connection alone would not have met, or with other words: found at COMMIT, or by a statement
 * that says what is to be done with duplicates.
 */
function mayBeConflict(error: unknown, sql: string | undefined): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const classified = classifyError(cause, sql)
    if (!(classified instanceof ConstraintError) || classified.constraint !== 'unique') continue
    if (/Failed to commit/.test(classified.message) || settlesDuplicates.test(classified.sql ?? sql ?? ''))
      return true
  }
  return false
}
