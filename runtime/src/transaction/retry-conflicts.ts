import { setTimeout as sleep } from 'node:timers/promises'
import { classifyError } from '../errors/classify-error.js'

export const conflictAttempts = 10
const firstBackoffMs = 2
const longestBackoffMs = 200

export interface RetryOptions {
  readonly attempts: number
  readonly signal?: AbortSignal | undefined
  readonly onRetry?: (retry: { attempt: number; delayMs: number; cause: unknown }) => void
}

/** Starts `attempt` over after a random wait (full jitter) for as long as it ends in a conflict. */
export async function retryConflicts<R>(options: RetryOptions, attempt: () => Promise<R>): Promise<R> {
  for (let number = 1; ; number += 1) {
    try {
      return await attempt()
    } catch (error) {
      if (number >= options.attempts || !isConflict(error)) throw error
      const delayMs = Math.random() * Math.min(longestBackoffMs, firstBackoffMs * 2 ** number)
      options.onRetry?.({ attempt: number, delayMs, cause: error })
      await sleep(delayMs, undefined, { signal: options.signal }).catch(() =>
        options.signal?.throwIfAborted(),
      )
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
