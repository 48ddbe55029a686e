import type { CacheOptions } from './cache/cache-options.js'
import type { Queryable } from './database.js'
import type { Driver, RowFormat } from './driver/driver.js'
import type { NeoDriverOptions } from './driver/neo-driver.js'
import type { BreakerOptions } from './resilience/breaker.js'
import type { DatabaseRetryOptions } from './resilience/database-guard.js'
import type { RecordOptions } from './workload/recorder.js'

export interface ConnectionPoolOptions {
  /** Connections at most. Default: one less than libuv has threads (UV_THREADPOOL_SIZE, 4), at least 2. */
  readonly max?: number
  /** Connections made at opening and kept. Default 0. */
  readonly min?: number
  /** How long a call waits for a connection before PoolExhaustedError. Default 5,000. */
  readonly acquireTimeoutMs?: number
  /** Connections above `min` that were idle for this time are closed. Default 60,000. */
  readonly idleTimeoutMs?: number
  /** Connections older than this, give or take a tenth, are replaced. Default 1,800,000. */
  readonly maxLifetimeMs?: number
  /** Connections, and driver calls, that long statements leave free for short ones. Default 0. */
  readonly reserved?: number
  /** Emits `leak` for connections held longer. Takes a stack at each borrow. Default 0: off. */
  readonly leakDetectionMs?: number
}

export interface AttachedDatabase {
  readonly path: string
  /** The name its tables are found under. */
  readonly as: string
  readonly readOnly?: boolean
}

export interface DatabaseOptions {
  /**
   * How values come back: `js` (default) as plain JavaScript where that exists (Date, number, bigint; a
   * DECIMAL loses digits beyond a double's, a TIMESTAMP its microseconds), `exact` as the driver's own
   * lossless values, `json` as JSON-safe strings and numbers.
   */
  readonly rows?: RowFormat
  /** Applied to every row after `rows`. */
  readonly mapRow?: ((row: never) => unknown) | undefined
  /** `singleton` runs everything on one connection, as before the migration. */
  readonly mode?: 'pool' | 'singleton'
  readonly pool?: ConnectionPoolOptions
  /** DuckDB's settings: `access_mode`, `threads`, `memory_limit`, … */
  readonly config?: Readonly<Record<string, string>>
  /** Opens the file read-only, so that other processes may read it too. */
  readonly readOnly?: boolean
  /** Threads of the engine, for all statements together. */
  readonly threads?: number
  /** As DuckDB writes it: `2GB`. */
  readonly memoryLimit?: string
  /** Extensions to load at opening; they must be installed. */
  readonly extensions?: readonly string[]
  /** Further database files, attached at opening. */
  readonly attach?: readonly AttachedDatabase[]
  /** Runs on every new connection before its first use; what it sets there stays. */
  readonly onConnect?: (connection: Queryable) => Promise<void>
  /** Prepared statements kept per connection; 0 keeps none. Default 100. */
  readonly statementCacheSize?: number
  /**
   * Runs concurrent point reads (`… WHERE column = $1`) of one text as one statement, and identical ones
   * once. Default false.
   */
  readonly coalesceReads?: boolean
  /**
   * Commits concurrent single writes together: each caller still waits until its own is durable, and one
   * that fails does not affect the others. Default false.
   */
  readonly groupWrites?: boolean
  /** Puts the parameters on errors. They may be personal data: off by default. */
  readonly parametersInErrors?: boolean
  /** For reads that ask for it with `cached`. Default: in this process alone. `false`: they all go to DuckDB. */
  readonly cache?: CacheOptions | false
  /**
   * Runs reads again after errors that pass (I/O, memory, no connection free), with backoff and within a budget;
   * writes only when they were not begun. Conflicts are retried without it. Default: off.
   */
  readonly retry?: DatabaseRetryOptions | false
  /** Stops asking a database that keeps failing as a whole: statements then reject with BreakerOpenError. Default: off. */
  readonly breaker?: BreakerOptions | false
  /** Writes down what runs, to replay it elsewhere. A text names the file. Default: the environment's `DUCKSHIFT_RECORD`. */
  readonly record?: RecordOptions | string
  /** Another driver, or one around the default: `(path, options) => Driver`. Called again after a fatal error. */
  readonly driver?: (path: string, options: NeoDriverOptions) => Promise<Driver>
}
