import { DatabaseError } from '../../errors/database-error.js'
import type { DuckDbError } from './types.js'

/** An error as the old package made them. */
export function oldError(message: string, errorType = 'Invalid', cause?: unknown): DuckDbError {
  const error = new Error(message, cause === undefined ? undefined : { cause })
  return Object.assign(error, { errno: -1, code: 'DUCKDB_NODEJS_ERROR', errorType } as const)
}

/** Marks an error's text as a user function's, which the driver presents as wrong input. */
const functionMark = '\u0001function\u0001'

export function functionError(error: unknown): string {
  return functionMark + (error instanceof Error ? error.message : String(error))
}

/** Whatever went wrong, as the old package would have reported it: DuckDB's own text, its kind as `errorType`. */
export function toOldError(error: unknown): DuckDbError {
  if (isOldError(error)) return error
  const text = error instanceof Error ? error.message : String(error)
  const [, ownText] = text.split(functionMark)
  const message = ownText === undefined ? withoutStep(text) : withKind(ownText)
  return oldError(message, /^([A-Z][\w ]*) Error: /.exec(message)?.[1], error)
}

/** The driver says which of its steps failed. */
function withoutStep(text: string): string {
  return text.replace(/^Failed to [\w ]+: (?=[\w ]+ Error: )/, '')
}

function withKind(text: string): string {
  return /^[A-Z][\w ]* Error: /.test(text) ? text : `Invalid Error: ${text}`
}

function isOldError(error: unknown): error is DuckDbError {
  return error instanceof Error && (error as Partial<DuckDbError>).code === 'DUCKDB_NODEJS_ERROR'
}

export const neverConnected = 'Connection Error: Connection was never established or has been closed already'

/** For what the current driver has no way to do. `instead` says what to write. */
export function unsupported(call: string, instead: string): DatabaseError {
  return new DatabaseError(`${call} has no counterpart in the current driver. ${instead}`, {
    code: 'not-supported',
  })
}
