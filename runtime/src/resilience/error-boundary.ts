import { classifyError } from '../errors/classify-error.js'
import { DatabaseError } from '../errors/database-error.js'
import { OperationError, ResilienceError } from './resilience-errors.js'

/** The part of a logger that is used; pino's and most others fit. */
export interface Logger {
  error(fields: Readonly<Record<string, unknown>>, message: string): void
  warn(fields: Readonly<Record<string, unknown>>, message: string): void
}

export interface ErrorBoundaryOptions {
  readonly logger?: Logger
  /** Which errors are logged as warnings. Default: those that say they may be retried. */
  readonly isExpected?: (error: TypedError) => boolean
}

/** What a boundary throws: every one has a stable `code`, `retryable`, and the original as `cause` or itself. */
export type TypedError = DatabaseError | ResilienceError

/**
 * Anything thrown as one of the runtime's errors: those pass unchanged, DuckDB's are classified, and everything
 * else becomes an OperationError with the same message and the original as its cause.
 */
export function toTypedError(thrown: unknown, operation?: string): TypedError {
  if (thrown instanceof DatabaseError || thrown instanceof ResilienceError) return thrown
  if (thrown instanceof Error) {
    const classified = classifyError(thrown)
    if (classified.code !== 'unknown') return classified
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  return new OperationError(message, { cause: thrown, ...(operation !== undefined && { operation }) })
}

/** The one place where errors are turned into typed ones and logged: once each, however many boundaries they cross. */
export class ErrorBoundary {
  static readonly #logged = new WeakSet<object>()
  readonly #options: ErrorBoundaryOptions

  constructor(options: ErrorBoundaryOptions = {}) {
    this.#options = options
  }

  /** Throws TypedError. */
  async run<R>(operation: string, work: () => R | Promise<R>): Promise<R> {
    try {
      return await work()
    } catch (thrown) {
      throw this.handle(thrown, operation)
    }
  }

  /** Logs what was thrown, and returns it typed, for a `catch` block that throws it on. */
  handle(thrown: unknown, operation: string): TypedError {
    const error = toTypedError(thrown, operation)
    const seen = [error, thrown].some((one) => ErrorBoundary.#logged.has(Object(one)))
    ErrorBoundary.#logged.add(error)
    if (typeof thrown === 'object' && thrown !== null) ErrorBoundary.#logged.add(thrown)
    const { logger, isExpected = ({ retryable }) => retryable } = this.#options
    if (logger && !seen) {
      const log = isExpected(error) ? 'warn' : 'error'
      logger[log](errorFields(error, operation), `${operation} failed`)
    }
    return error
  }
}

/**
 * What of an error may be written to a log: kinds, codes and places. Not the message nor the statement, which
 * hold values (`Duplicate key "email: …"`).
 */
export function errorFields(error: TypedError, operation: string): Record<string, unknown> {
  const causes: string[] = []
  for (let cause = error.cause; cause instanceof Error && causes.length < 5; cause = cause.cause) {
    const { code } = cause as { code?: unknown }
    causes.push(typeof code === 'string' ? `${cause.name} ${code}` : cause.name)
  }
  return {
    operation,
    error: error.name,
    code: error.code,
    retryable: error.retryable,
    ...(error instanceof DatabaseError && { category: error.category }),
    ...(error instanceof ResilienceError && error.about !== undefined && { about: error.about }),
    ...(causes.length > 0 && { causes }),
    stack: framesOf(error.cause instanceof Error ? error.cause : error),
  }
}

/** The stack without its first lines, which are the message. */
function framesOf({ stack = '' }: Error): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 10)
    .map((line) => line.trim())
    .join('\n')
}
