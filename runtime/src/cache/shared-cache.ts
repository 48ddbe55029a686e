import { DatabaseError } from '../errors/database-error.js'
import { type CacheOptions, type CacheStats, cacheDefaults } from './cache-options.js'
import type { CachePolicy } from './cached.js'
import { GenerationSync } from './generation-sync.js'
import { Generations } from './generations.js'
import { type CallLimits, ReadThrough } from './read-through.js'
import { openRedisLink, type RedisLink } from './redis-link.js'
import { generationName } from './written-tables.js'

export interface SharedCacheOptions extends CacheOptions {
  readonly redis: NonNullable<CacheOptions['redis']>
  /** The `cache.namespace` of the process that has the database. */
  readonly namespace: string
}

export interface SharedRead extends Partial<CachePolicy>, CallLimits {
  /** Names the question, its parameters included. */
  readonly key: string
  /** The tables whose commits end the answer's life. */
  readonly tables: readonly string[]
}

/**
 * The cache for a process that does not have the database open and asks one that has (over HTTP, say). It hears of
 * that process's commits through Redis; whenever it cannot be sure to have heard of all, it asks the source.
 */
export class SharedCache {
  readonly #generations = new Generations()
  readonly #readThrough: ReadThrough
  readonly #link: RedisLink
  readonly #sync: GenerationSync
  readonly #options: SharedCacheOptions
  #invalidations = 0

  private constructor(link: RedisLink, options: SharedCacheOptions) {
    const { maxStalenessMs = cacheDefaults.maxStalenessMs, namespace } = options
    this.#link = link
    this.#options = options
    this.#readThrough = new ReadThrough(this.#generations, options)
    this.#sync = new GenerationSync(link, this.#generations, {
      namespace,
      maxStalenessMs,
      hasDatabase: false,
      fileState: undefined,
    })
    this.#readThrough.share({ link, sync: this.#sync }, namespace)
  }

  /** Connects in the background. Throws DatabaseError when ioredis is not installed or no namespace is given. */
  static async open(options: SharedCacheOptions): Promise<SharedCache> {
    if (!options.namespace) {
      throw new DatabaseError('A shared cache needs the namespace of the process that has the database.', {
        code: 'invalid-input',
      })
    }
    const { redisTimeoutMs = cacheDefaults.redisTimeoutMs } = options
    return new SharedCache(await openRedisLink(options.redis, 'cache-redis', redisTimeoutMs), options)
  }

  get stats(): CacheStats {
    return { ...this.#readThrough.stats, invalidations: this.#invalidations }
  }

  /** A copy of the answer, from the cache where that is safe, else from `load`. Throws what `load` throws. */
  async read<R>(question: SharedRead, load: () => Promise<R>): Promise<R> {
    const { key, tables, signal, timeoutMs, ttlMs, ...policy } = question
    const request = {
      key: `key|${key}`,
      tables: tables.map(generationName),
      policy: { ttlMs: ttlMs ?? this.#options.ttlMs ?? cacheDefaults.ttlMs, ...policy },
    }
    const answer = await this.#readThrough.read(
      request,
      async () => {
        const value = await load()
        return {
          value,
          isEmpty: value === undefined || value === null || (value as { length?: number }).length === 0,
        }
      },
      { signal, timeoutMs },
    )
    return answer as R
  }

  /** Ends the life of every answer from these tables, everywhere: for writes that no database here commits. */
  async invalidate(tables: readonly string[]): Promise<void> {
    this.#invalidations += 1
    await this.#generations.bump(tables.map(generationName))
  }

  async close(): Promise<void> {
    await this.#sync.close(undefined)
    this.#link.close()
  }
}
