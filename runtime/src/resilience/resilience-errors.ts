export type ResilienceErrorCode = 'breaker-open' | 'overloaded' | 'timeout' | 'deadline' | 'operation-failed'

export interface ResilienceErrorOptions {
  readonly code: ResilienceErrorCode
  readonly retryable: boolean
  readonly cause?: unknown
  /** Name of the dependency or operation concerned. */
  readonly name?: string | undefined
}

/** What goes wrong around a call rather than in DuckDB. `retryable` says whether trying again may help. */
export class ResilienceError extends Error {
  readonly code: ResilienceErrorCode
  readonly retryable: boolean
  /** The dependency or operation concerned. */
  readonly about: string | undefined

  constructor(message: string, { code, retryable, cause, name }: ResilienceErrorOptions) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = new.target.name
    this.code = code
    this.retryable = retryable
    this.about = name
  }
}

/** The circuit breaker does not let calls through at the moment. */
export class BreakerOpenError extends ResilienceError {
  /** When the breaker lets the next call try, from now. */
  readonly retryAfterMs: number

  constructor(name: string, retryAfterMs: number) {
    super(
      `${name} failed too often and is left alone for ${Math.ceil(retryAfterMs)} ms. Answer without it, or try later.`,
      { code: 'breaker-open', retryable: true, name },
    )
    this.retryAfterMs = retryAfterMs
  }
}

/** More calls run and wait than the bulkhead allows: this one was turned away at once. */
export class OverloadedError extends ResilienceError {
  constructor(name: string, running: number, waiting: number) {
    super(
      `${name} has ${running} calls running and ${waiting} waiting, which is all it may. Try later, or raise maxConcurrent or maxQueue.`,
      { code: 'overloaded', retryable: true, name },
    )
  }
}

/** One call took longer than it may. It was told to stop through its signal. */
export class CallTimeoutError extends ResilienceError {
  constructor(name: string, timeoutMs: number) {
    super(`${name} took longer than ${Math.round(timeoutMs)} ms. Raise timeoutMs, or ask it for less.`, {
      code: 'timeout',
      retryable: true,
      name,
    })
  }
}

/** The deadline of the whole flow has passed: nothing more is worth starting. */
export class DeadlineError extends ResilienceError {
  constructor(name: string) {
    super(`The deadline passed before ${name} was done. Give withDeadline more time, or do less within it.`, {
      code: 'deadline',
      retryable: false,
      name,
    })
  }
}

/**
 * An operation failed; `cause` says why. What generic `catch` blocks throw on: the message is the caller's,
 * and whether it may be retried comes from the cause.
 */
export class OperationError extends ResilienceError {
  constructor(message: string, { cause, operation }: { cause?: unknown; operation?: string } = {}) {
    super(message, { code: 'operation-failed', retryable: isRetryable(cause), cause, name: operation })
  }
}

/** System error codes after which the same call may well succeed. */
const transientCodes: ReadonlySet<unknown> = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'ETIMEDOUT',
  'EPIPE',
  'EAI_AGAIN',
  'EBUSY',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
])

const transientStatuses: ReadonlySet<unknown> = new Set([408, 425, 429, 502, 503, 504])

/**
 * True when the error, or one that caused it, says so itself: `retryable: true`, a system error code of a
 * broken or refused connection, or an HTTP status that means "later".
 */
export function isRetryable(error: unknown): boolean {
  for (let cause = error; typeof cause === 'object' && cause !== null; cause = (cause as Error).cause) {
    const { retryable, code } = cause as { retryable?: unknown; code?: unknown }
    if (typeof retryable === 'boolean') return retryable
    if (transientCodes.has(code) || transientStatuses.has(httpStatusOf(cause))) return true
  }
  return false
}

/** The HTTP status an error or response carries, in whatever place its library puts it. */
export function httpStatusOf(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { status, statusCode, response, $metadata } = value as Record<string, unknown>
  const candidates = [
    status,
    statusCode,
    (response as { status?: unknown } | undefined)?.status,
    ($metadata as { httpStatusCode?: unknown } | undefined)?.httpStatusCode,
  ]
  return candidates.find((candidate): candidate is number => typeof candidate === 'number')
}
