import { AsyncLocalStorage } from 'node:async_hooks'
import { DeadlineError } from './resilience-errors.js'

interface Deadline {
  /** On the clock of `performance.now()`. */
  readonly atMs: number
  readonly signal: AbortSignal
}

const current = new AsyncLocalStorage<Deadline | undefined>()

/**
 * Gives everything `work` calls until `timeoutMs` from now; inside another deadline, the earlier one counts.
 * Queries are interrupted, guarded calls aborted, retries stop. Rejects with DeadlineError when it passes.
 */
export async function withDeadline<R>(timeoutMs: number, work: () => Promise<R>): Promise<R> {
  const outer = current.getStore()
  const atMs = Math.min(performance.now() + timeoutMs, outer?.atMs ?? Number.POSITIVE_INFINITY)
  const controller = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const expiry = new Promise<never>((_, reject) => {
    const expire = () => {
      const error = new DeadlineError('the work')
      controller.abort(error)
      reject(error)
    }
    timer = setTimeout(expire, Math.max(0, atMs - performance.now()))
  })
  const working = current.run({ atMs, signal: controller.signal }, work)
  working.catch(() => undefined)
  try {
    return await Promise.race([working, expiry])
  } finally {
    clearTimeout(timer)
  }
}

/** Runs `work` without the deadline around it: for what goes on after the answer. */
export function withoutDeadline<R>(work: () => R): R {
  return current.run(undefined, work)
}

/** Milliseconds left to the current flow; undefined where it has no deadline. Not below 0. */
export function remainingMs(): number | undefined {
  const deadline = current.getStore()
  return deadline && Math.max(0, deadline.atMs - performance.now())
}

/** Aborts, with a DeadlineError, when the current flow's deadline passes. */
export function deadlineSignal(): AbortSignal | undefined {
  return current.getStore()?.signal
}

/** Throws DeadlineError when the current flow has no time left. */
export function assertTimeLeft(name: string): void {
  if (remainingMs() === 0) throw new DeadlineError(name)
}

/** Options of a call that also ends it when the flow's deadline passes. */
export function underDeadline<O extends { readonly signal?: AbortSignal | undefined }>(
  options: O | undefined,
): O | { readonly signal: AbortSignal } | undefined {
  const deadline = current.getStore()?.signal
  if (!deadline) return options
  return { ...options, signal: options?.signal ? AbortSignal.any([options.signal, deadline]) : deadline }
}
