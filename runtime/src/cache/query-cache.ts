import { LRUCache } from 'lru-cache'
import type { QueryOptions, StatementResult } from '../database.js'
import type { Parameters, Row, RowFormat } from '../driver/driver.js'
import type { CommittedWrite } from '../events/database-events.js'
import type { Breaker } from '../resilience/breaker.js'
import { cacheKey } from './cache-key.js'
import { type CacheOptions, type CacheStats, cacheDefaults } from './cache-options.js'
import { GenerationSync } from './generation-sync.js'
import { everyTable, type Generations } from './generations.js'
import { type AnalysisRunner, DependencyAnalyzer, type QueryDependencies } from './query-dependencies.js'
import { ReadThrough } from './read-through.js'
import { openRedisLink, type RedisLink } from './redis-link.js'
import { writtenTables } from './written-tables.js'

const queriesKept = 2_000
const analysisAttempts = 3

/** A statement's rows, and whether nothing disturbed the reading of them. */
export interface CacheableResult {
  readonly result: StatementResult
  readonly isShared: boolean
}

export interface QueryCacheHost {
  readonly namespace: string
  readonly analyze: AnalysisRunner
  /** What the file looks like; undefined for a database without one. */
  readonly fileState: () => string | undefined
  readonly onWarning: (cause: unknown) => void
}

/** Answers a database's reads. It learns from DuckDB which tables a query reads, and from commits which were written. */
export class QueryCache {
  readonly #generations: Generations
  readonly #readThrough: ReadThrough
  readonly #analyzer: DependencyAnalyzer
  readonly #dependencies = new LRUCache<string, QueryDependencies>({ max: queriesKept })
  readonly #analyses = new Map<string, Promise<void>>()
  readonly #options: CacheOptions
  readonly #host: QueryCacheHost
  readonly #stopListening: () => void
  #invalidations = 0
  #connecting: Promise<void> | undefined
  #link: RedisLink | undefined
  #sync: GenerationSync | undefined
  #closed = false

  constructor(generations: Generations, options: CacheOptions, host: QueryCacheHost) {
    this.#generations = generations
    this.#options = options
    this.#host = host
    this.#readThrough = new ReadThrough(generations, options)
    this.#analyzer = new DependencyAnalyzer(host.analyze)
    this.#stopListening = generations.onBump((bump) => {
      this.#invalidations += 1
      if (bump.has(everyTable)) this.#forgetSchema()
    })
    if (options.redis) this.#connecting = this.#connect(options.redis).catch(host.onWarning)
  }

  get stats(): CacheStats {
    return { ...this.#readThrough.stats, invalidations: this.#invalidations }
  }

  get breaker(): Breaker | undefined {
    return this.#link?.breaker
  }

  noteBypass(): void {
    this.#readThrough.noteBypass()
  }

  /** The statement's result, read when its rows are asked for. `load` runs it on DuckDB. */
  result(
    sql: string,
    parameters: Parameters | undefined,
    options: QueryOptions,
    load: (options: QueryOptions | undefined) => Promise<CacheableResult>,
  ): StatementResult {
    const rows = (format: RowFormat) => this.#rows(sql, parameters, format, options, load)
    return {
      rowsChanged: 0,
      rows,
      async *batches(format) {
        yield await rows(format)
      },
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#stopListening()
    await this.#connecting
    await this.#sync?.close(this.#host.fileState())
    this.#link?.close()
  }

  async #rows(
    sql: string,
    parameters: Parameters | undefined,
    format: RowFormat,
    options: QueryOptions,
    load: (options: QueryOptions | undefined) => Promise<CacheableResult>,
  ): Promise<Row[]> {
    const key = cacheKey(sql, parameters, format)
    if (key !== undefined && !this.#dependencies.has(sql)) await this.#analyze(sql, parameters)
    // From here to the stamp nothing is waited for: what is kept holds for the schema as it is now.
    const dependencies = this.#dependencies.get(sql)
    if (key === undefined || !dependencies || 'uncacheable' in dependencies) {
      this.#readThrough.noteBypass()
      const { cache: _, ...rest } = options
      return (await load(rest)).result.rows(format)
    }
    const { ttlMs = this.#options.ttlMs ?? cacheDefaults.ttlMs, ...policy } = options.cache ?? {}
    const request = { key, tables: dependencies.tables, policy: { ttlMs, ...policy } }
    const rows = await this.#readThrough.read(
      request,
      async () => {
        const { result, isShared } = await load(options.lane && { lane: options.lane })
        const value = await result.rows(format)
        return { value, isShared, isEmpty: value.length === 0 }
      },
      options,
    )
    return rows as Row[]
  }

  /** Keeps what the query depends on. When DuckDB cannot say, the query runs, and tells what is wrong with it. */
  async #analyze(sql: string, parameters: Parameters | undefined): Promise<void> {
    let analysis = this.#analyses.get(sql)
    if (!analysis) {
      analysis = this.#analyzeNow(sql, parameters)
        .catch(() => undefined)
        .finally(() => this.#analyses.delete(sql))
      this.#analyses.set(sql, analysis)
    }
    await analysis
  }

  async #analyzeNow(sql: string, parameters: Parameters | undefined): Promise<void> {
    for (let attempt = 0; attempt < analysisAttempts; attempt += 1) {
      const schema = this.#generations.stamp([])
      const dependencies = await this.#analyzer.analyze(sql, parameters)
      if (this.#generations.stamp([]) !== schema) continue
      this.#dependencies.set(sql, dependencies)
      return
    }
  }

  #forgetSchema(): void {
    this.#dependencies.clear()
    this.#analyzer.forgetSchema()
  }

  async #connect(redis: NonNullable<CacheOptions['redis']>): Promise<void> {
    const { namespace, fileState } = this.#host
    const { redisTimeoutMs, maxStalenessMs } = { ...cacheDefaults, ...this.#options }
    const link = await openRedisLink(redis, 'cache-redis', redisTimeoutMs)
    if (this.#closed) return link.close()
    this.#link = link
    this.#sync = new GenerationSync(link, this.#generations, {
      namespace,
      maxStalenessMs,
      hasDatabase: true,
      fileState: fileState(),
    })
    this.#readThrough.share({ link, sync: this.#sync }, namespace)
  }
}

/** Ends the life of answers from the tables that were written. Resolves once other processes were told. */
export function invalidate(
  generations: Generations,
  writes: readonly CommittedWrite[],
): Promise<unknown> | undefined {
  const tables = writtenTables(writes)
  return generations.bump(tables === 'all' ? [everyTable] : tables)
}
