import * as crypto from 'node:crypto'
// Whole: tests that replace node:fs in part could not load it by names.
import * as fs from 'node:fs'
import type { QueryOptions, StatementResult } from '../database.js'
import type { DriverConnection, Parameters } from '../driver/driver.js'
import type { CommittedWrite } from '../events/database-events.js'
import type { Breaker } from '../resilience/breaker.js'
import { classifyStatement } from '../sql/statement-class.js'
import type { CacheOptions, CacheStats } from './cache-options.js'
import { everyTable, type Generations, holdGenerations, newGeneration } from './generations.js'
import { type CacheableResult, invalidate, QueryCache } from './query-cache.js'
import { SideConnection } from './side-connection.js'

export interface DatabaseCacheHost {
  readonly path: string
  readonly connect: () => Promise<DriverConnection>
  readonly onWarning: (cause: unknown) => void
}

/** A database's cache: made when it is configured or first asked for, told of every commit from the start. */
export class DatabaseCache {
  readonly #options: CacheOptions | false
  readonly #host: DatabaseCacheHost
  readonly #file: string | undefined
  readonly #side: SideConnection
  readonly #generations: Generations
  readonly #releaseGenerations: () => void
  #queries: QueryCache | undefined

  constructor(options: CacheOptions | false | undefined, host: DatabaseCacheHost) {
    this.#options = options ?? {}
    this.#host = host
    this.#file = fileOf(host.path)
    this.#side = new SideConnection(host.connect)
    const { generations, release } = holdGenerations(this.#file ?? sharedMemoryName(host.path))
    this.#generations = generations
    this.#releaseGenerations = release
    if (options) this.#open(options)
  }

  get stats(): CacheStats | undefined {
    return this.#queries?.stats
  }

  get breaker(): Breaker | undefined {
    return this.#queries?.breaker
  }

  /** Undefined for what is not to be answered from the cache. `isPrivate`: inside a transaction, or beside session state. */
  read(
    sql: string,
    parameters: Parameters | undefined,
    options: QueryOptions | undefined,
    isPrivate: boolean,
    load: (options: QueryOptions | undefined) => Promise<CacheableResult>,
  ): StatementResult | undefined {
    if (!options?.cache || this.#options === false || classifyStatement(sql) !== 'read') return undefined
    const queries = this.#queries ?? this.#open(this.#options)
    if (!isPrivate) return queries.result(sql, parameters, options, load)
    queries.noteBypass()
    return undefined
  }

  /** Call after the commit and before the writer goes on. */
  committed(writes: readonly CommittedWrite[]): Promise<unknown> | undefined {
    return writes.length > 0 && this.#generations.isUsed ? invalidate(this.#generations, writes) : undefined
  }

  /** The database was opened anew: what its last commits were nobody can say. */
  async reopened(): Promise<void> {
    await this.#generations.bump([everyTable])
  }

  closeConnections(): Promise<void> {
    return this.#side.close()
  }

  /** Call when the file is closed. */
  async close(): Promise<void> {
    await this.#queries?.close()
    this.#releaseGenerations()
  }

  #open(options: CacheOptions): QueryCache {
    this.#generations.isUsed = true
    const identity = this.#file ?? newGeneration()
    const namespace =
      options.namespace ??
      `duckshift:${crypto.createHash('sha256').update(identity).digest('base64url').slice(0, 16)}`
    this.#queries = new QueryCache(this.#generations, options, {
      namespace,
      analyze: (sql) => this.#side.query(sql),
      fileState: () => (this.#file === undefined ? undefined : fileState(this.#file)),
      onWarning: this.#host.onWarning,
    })
    return this.#queries
  }
}

/** The database file by its one true name; undefined for a database in memory. */
function fileOf(path: string): string | undefined {
  if (path.startsWith(':memory:')) return undefined
  try {
    return fs.realpathSync(path)
  } catch {
    return undefined
  }
}

/** `:memory:name` is shared within the process, `:memory:` is not. */
function sharedMemoryName(path: string): string | undefined {
  return path.startsWith(':memory:') && path.length > ':memory:'.length ? path : undefined
}

/** Differs once anybody has written the file. */
function fileState(file: string): string | undefined {
  const describe = (path: string) => {
    const found = fs.statSync(path, { bigint: true, throwIfNoEntry: false })
    return found && `${found.ino}.${found.size}.${found.mtimeNs}`
  }
  const database = describe(file)
  return database && `${database}/${describe(`${file}.wal`) ?? 'no log'}`
}
