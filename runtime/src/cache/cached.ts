import type { QueryOptions } from '../database.js'

/** How a read may be answered without asking DuckDB. A commit that wrote one of its tables ends the answer's life at once. */
export interface CachePolicy {
  /** How long an answer is served, give or take a tenth. */
  readonly ttlMs: number
  /** After this the answer is served once more while it is read anew in the background. Default: never. */
  readonly refreshAfterMs?: number
  /** How much longer than `ttlMs` it may be served when DuckDB cannot answer. Default: the cache's `graceMs`. */
  readonly graceMs?: number
  /** `ttlMs` of answers without rows. Default: the same. */
  readonly emptyTtlMs?: number
}

/**
 * Options for a read that may come from the cache: `this.db.query(sql, parameters, cached(60_000))`. Queries over
 * now(), random(), sequences or files, and reads inside a transaction, always go to DuckDB.
 */
export function cached(
  ttlMs: number,
  options: Omit<CachePolicy, 'ttlMs'> & Omit<QueryOptions, 'cache'> = {},
): QueryOptions {
  const { refreshAfterMs, graceMs, emptyTtlMs, ...rest } = options
  return {
    ...rest,
    cache: {
      ttlMs,
      ...(refreshAfterMs !== undefined && { refreshAfterMs }),
      ...(graceMs !== undefined && { graceMs }),
      ...(emptyTtlMs !== undefined && { emptyTtlMs }),
    },
  }
}
