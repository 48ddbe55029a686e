import { deadlineSignal, remainingMs } from './deadline.js'
import { CallTimeoutError, DeadlineError } from './resilience-errors.js'

/**
 * Gives one call a signal of its own, and rejects when the call's time or the flow's deadline is up although the
 * call may go on. Throws CallTimeoutError, DeadlineError, or the reason of `signal`.
 */
export async function runTimed<R>(
  name: string,
  call: (signal: AbortSignal | undefined) => R | Promise<R>,
  timeoutMs: number | false,
  signal?: AbortSignal,
  timeoutError: () => Error = () => new CallTimeoutError(name, Number(timeoutMs)),
): Promise<R> {
  signal?.throwIfAborted()
  const leftMs = remainingMs()
  if (leftMs === 0) throw new DeadlineError(name)
  if (timeoutMs === false && leftMs === undefined && !signal) return call(undefined)
  const controller = new AbortController()
  const signals = [controller.signal, signal, deadlineSignal()].filter((one) => one !== undefined)
  const combined = signals.length === 1 ? controller.signal : AbortSignal.any(signals)
  let onAbort: (() => void) | undefined
  const stopped = new Promise<never>((_, reject) => {
    onAbort = () => reject(combined.reason)
    combined.addEventListener('abort', onAbort, { once: true })
  })
  const timer =
    timeoutMs === false ? undefined : setTimeout(() => controller.abort(timeoutError()), timeoutMs)
  try {
    const running = (async () => call(combined))()
    // When the time is up first, nobody else listens to what becomes of the call.
    running.catch(() => undefined)
    return await Promise.race([running, stopped])
  } catch (error) {
    // A library that rejects with the signal's reason, or with an AbortError of its own, means the same.
    if (combined.aborted) throw combined.reason
    throw error
  } finally {
    clearTimeout(timer)
    combined.removeEventListener('abort', onAbort!)
  }
}
