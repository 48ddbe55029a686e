export type DatabaseErrorCode =
  | 'conflict'
  | 'constraint'
  | 'syntax'
  | 'binder'
  | 'catalog'
  | 'conversion'
  | 'io'
  | 'locked'
  | 'out-of-memory'
  | 'interrupted'
  | 'timeout'
  | 'transaction-aborted'
  | 'transaction-state'
  | 'read-only'
  | 'not-found'
  | 'pool-exhausted'
  | 'pool-deadlock'
  | 'closed'
  | 'fatal'
  | 'unknown'

export interface DatabaseErrorOptions {
  readonly code: DatabaseErrorCode
  readonly cause?: unknown
  /** The statement's text; never its parameters. */
  readonly sql?: string | undefined
  /** The process that holds the file, for `locked`, where DuckDB tells. */
  readonly pid?: number | undefined
}

/** Codes after which the same work may succeed when it is started over. */
const retryableCodes: ReadonlySet<DatabaseErrorCode> = new Set(['conflict', 'pool-exhausted'])

/**
 * Anything that goes wrong between the application and DuckDB. The driver's own message is kept word for
 * word at the start of `message`, so that code which reads it goes on working.
 */
export class DatabaseError extends Error {
  readonly code: DatabaseErrorCode
  /** True when starting the whole statement or transaction over may succeed. */
  readonly retryable: boolean
  readonly sql: string | undefined
  readonly pid: number | undefined

  constructor(message: string, { code, cause, sql, pid }: DatabaseErrorOptions) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = new.target.name
    this.code = code
    this.retryable = retryableCodes.has(code)
    this.sql = sql
    this.pid = pid
  }
}

/** A unique, foreign key, NOT NULL or CHECK constraint refused a write. */
export class ConstraintError extends DatabaseError {
  readonly constraint: 'unique' | 'foreign-key' | 'not-null' | 'check' | 'unknown'

  constructor(
    message: string,
    options: DatabaseErrorOptions & { readonly constraint: ConstraintError['constraint'] },
  ) {
    super(message, options)
    this.constraint = options.constraint
  }
}

/** Two transactions changed the same row or table. Start the transaction over. */
export class ConflictError extends DatabaseError {}

/** A statement, or a nested transaction, failed: everything the transaction did was rolled back. */
export class TransactionAbortedError extends DatabaseError {}

/** `one` found no row. */
export class NotFoundError extends DatabaseError {}

/** No connection became free in time. */
export class PoolExhaustedError extends DatabaseError {}

/** The flow that waits for a connection holds every one of them itself. */
export class PoolDeadlockError extends DatabaseError {}

/** The database was closed. */
export class ClosedError extends DatabaseError {}

/** A deadline passed. */
export class TimeoutError extends DatabaseError {}
