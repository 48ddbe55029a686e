export type DatabaseErrorCode =
  | 'conflict'
  | 'constraint'
  | 'syntax'
  | 'binder'
  | 'catalog'
  | 'conversion'
  | 'invalid-input'
  | 'not-supported'
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

/** What kind of trouble it is, for deciding what to do: like the class of a SQLSTATE. */
export type ErrorCategory =
  /** The data does not allow it. */
  | 'integrity'
  /** The statement is wrong, or does not fit the schema. */
  | 'statement'
  /** The transaction cannot go on. */
  | 'transaction'
  /** Something ran out: connections, memory, disk, time. */
  | 'resource'
  /** The database cannot be used. */
  | 'connection'
  /** The caller stopped it. */
  | 'cancelled'
  | 'other'

const categories: Record<DatabaseErrorCode, ErrorCategory> = {
  constraint: 'integrity',
  'not-found': 'integrity',
  syntax: 'statement',
  binder: 'statement',
  catalog: 'statement',
  conversion: 'statement',
  'invalid-input': 'statement',
  'not-supported': 'statement',
  'read-only': 'statement',
  conflict: 'transaction',
  'transaction-aborted': 'transaction',
  'transaction-state': 'transaction',
  io: 'resource',
  'out-of-memory': 'resource',
  timeout: 'resource',
  'pool-exhausted': 'resource',
  'pool-deadlock': 'resource',
  locked: 'connection',
  closed: 'connection',
  fatal: 'connection',
  interrupted: 'cancelled',
  unknown: 'other',
}

export interface DatabaseErrorOptions {
  readonly code: DatabaseErrorCode
  readonly cause?: unknown
  /** The statement's text; never its parameters. */
  readonly sql?: string | undefined
  /** The statement's parameters: only where `parametersInErrors` asks for them. */
  readonly parameters?: unknown
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
  readonly category: ErrorCategory
  /** True when starting the whole statement or transaction over may succeed. */
  readonly retryable: boolean
  readonly sql: string | undefined
  readonly pid: number | undefined
  readonly parameters?: unknown

  constructor(message: string, { code, cause, sql, pid, parameters }: DatabaseErrorOptions) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = new.target.name
    this.code = code
    this.category = categories[code]
    this.retryable = retryableCodes.has(code)
    this.sql = sql
    this.pid = pid
    if (parameters !== undefined) this.parameters = parameters
  }
}

export interface ConstraintDetails {
  readonly constraint: ConstraintError['constraint']
  readonly table?: string | undefined
  readonly columns?: readonly string[]
}

/** A unique, foreign key, NOT NULL or CHECK constraint refused a write. */
export class ConstraintError extends DatabaseError {
  readonly constraint: 'unique' | 'foreign-key' | 'not-null' | 'check' | 'unknown'
  /** Where DuckDB tells: for NOT NULL and CHECK. */
  readonly table: string | undefined
  /** Where DuckDB tells: the column that is NULL, the columns of the key. */
  readonly columns: readonly string[]

  constructor(message: string, options: DatabaseErrorOptions & ConstraintDetails) {
    super(message, options)
    this.constraint = options.constraint
    this.table = options.table
    this.columns = options.columns ?? []
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
