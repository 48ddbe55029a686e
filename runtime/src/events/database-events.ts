import type { EventEmitter } from 'node:events'

/** One statement that changed the database and is now committed. */
export interface CommittedWrite {
  readonly sql: string
  /** The tables written, where they are known without reading the SQL (bulk appends). */
  readonly tables?: readonly string[]
}

/**
 * Called once per commit, autocommit included, with the writes it made durable, before the writer's own call
 * resolves. A promise it returns is waited for.
 */
export type CommitListener = (writes: readonly CommittedWrite[]) => unknown

export interface LeakReport {
  /** How long the connection has been held. */
  readonly heldMs: number
  /** Where it was borrowed. */
  readonly stack: string
}

export interface DatabaseEventMap {
  /** A connection was held longer than `pool.leakDetectionMs`. */
  leak: [LeakReport]
  /** A connection reported as leaked came back. */
  unleaked: [LeakReport]
  /** DuckDB gave the database up and it was opened anew; `cause` is the error that said so. */
  reopened: [{ readonly cause: unknown }]
  /** Settings that work against each other. */
  warning: [{ readonly code: 'libuv-threads'; readonly message: string }]
  /** A commit listener or an after-commit or after-rollback hook failed; the transaction's outcome stands. */
  hookFailed: [{ readonly cause: unknown }]
  /** A conflict rolled a transaction or statement back and it starts over. */
  retry: [{ readonly attempt: number; readonly delayMs: number; readonly cause: unknown }]
}

export type DatabaseEvents = EventEmitter<DatabaseEventMap>
