/** The part of an ioredis client that the cache uses, for those who bring their own. */
export interface RedisConnection {
  duplicate(options?: object): unknown
}

export interface CacheOptions {
  /**
   * A URL (`redis://…`), for which ioredis must be installed, or an ioredis client, which is duplicated. Without
   * it answers are kept in this process alone.
   */
  readonly redis?: string | RedisConnection | undefined
  /** Answers of different databases in one Redis are kept apart by it. Default: from the database's path. */
  readonly namespace?: string
  /** For reads whose `cached` names none. Default 60,000. */
  readonly ttlMs?: number
  /** How much longer than its time an answer may be served when DuckDB cannot give a new one. Default 600,000. */
  readonly graceMs?: number
  /** Answers kept in the process. Default 10,000. */
  readonly maxEntries?: number
  /** About how much memory they may take. Default 64 MiB. */
  readonly maxBytes?: number
  /** Answers larger than this are not kept in the process, nor sent to Redis. Default an eighth of `maxBytes`. */
  readonly maxEntryBytes?: number
  /** How long one call to Redis may take before DuckDB is asked instead. Default 50. */
  readonly redisTimeoutMs?: number
  /** Entries in Redis above this size are compressed. Default 4,096. */
  readonly compressOverBytes?: number
  /** How long other processes wait for the one that reads an answer anew before they read it themselves. Default 300. */
  readonly leaseMs?: number
  /**
   * How old, at most, what a process without the database serves after a commit elsewhere: it stops serving from
   * memory when it has not heard from Redis for so long. Default 1,000.
   */
  readonly maxStalenessMs?: number
}

export interface CacheStats {
  /** Answered from this process's memory. */
  readonly hits: number
  readonly redisHits: number
  /** Read from DuckDB. */
  readonly misses: number
  /** Joined a read that another caller had started. */
  readonly joined: number
  /** Answered past their time because DuckDB could not. */
  readonly graced: number
  readonly refreshed: number
  /** Not asked: in a transaction, or a query whose answer depends on more than tables. */
  readonly bypassed: number
  /** Commits that ended answers' lives. */
  readonly invalidations: number
  readonly entries: number
  readonly redis: 'off' | 'connecting' | 'ready' | 'away'
  readonly redisErrors: number
}

export const cacheDefaults = {
  ttlMs: 60_000,
  graceMs: 600_000,
  maxEntries: 10_000,
  maxBytes: 64 * 1024 * 1024,
  redisTimeoutMs: 50,
  compressOverBytes: 4_096,
  leaseMs: 300,
  maxStalenessMs: 1_000,
} as const
