import type { SqlAnalyzer } from '../../../sql/sql-analyzer.js'
import type { RecordedStatement } from '../../../workload/recorded-statements.js'

/** What a cache would have done for one statement of a workload. */
export interface CacheGain {
  readonly reads: number
  readonly hits: number
  /** Time of the reads that the cache would have answered; undefined where the workload tells no times. */
  readonly savedMs: number | undefined
  /** Time of all its reads. */
  readonly totalMs: number | undefined
}

/**
 * Runs the workload through a cache that holds rows per statement and values, forgets them after `ttlMs`, and as soon
 * as a table they were read from is written. Reads in a transaction are not answered from it.
 */
export async function simulateCache(
  analyzer: SqlAnalyzer,
  statements: readonly RecordedStatement[],
  ttlMs: number,
): Promise<ReadonlyMap<string, CacheGain>> {
  const generations = new Map<string, number>()
  const held = new Map<string, { readonly generations: string; readonly until: number }>()
  const gains = new Map<
    string,
    { reads: number; hits: number; saved: number; total: number; timed: boolean }
  >()
  const generationOf = (tables: readonly string[]) =>
    tables.map((table) => generations.get(table) ?? 0).join()
  for (const { sql, parameters, transaction, elapsedMs, at } of statements) {
    const analysis = await analyzer.analyze(sql)
    if (!analysis.ok || analysis.kind !== 'select') {
      const written = analysis.ok && analysis.kind !== 'other' ? analysis.tables.slice(0, 1) : analyzer.tables
      if (!analysis.ok || !isControl(sql))
        for (const table of written) generations.set(table, (generations.get(table) ?? 0) + 1)
      continue
    }
    if (transaction !== undefined && transaction !== null) continue
    const key = JSON.stringify([sql, parameters ?? []])
    const now = at ?? 0
    const known = held.get(key)
    const current = generationOf(analysis.tables)
    const isHit = known !== undefined && known.generations === current && now <= known.until
    if (!isHit) held.set(key, { generations: current, until: now + ttlMs })
    const gain = gains.get(sql) ?? { reads: 0, hits: 0, saved: 0, total: 0, timed: true }
    gains.set(sql, gain)
    gain.reads += 1
    gain.total += elapsedMs ?? 0
    gain.timed &&= typeof elapsedMs === 'number'
    if (!isHit) continue
    gain.hits += 1
    gain.saved += elapsedMs ?? 0
  }
  return new Map(
    [...gains].map(([sql, { reads, hits, saved, total, timed }]) => [
      sql,
      { reads, hits, savedMs: timed ? saved : undefined, totalMs: timed ? total : undefined },
    ]),
  )
}

/** BEGIN, COMMIT, SET and the like change no table. */
function isControl(sql: string): boolean {
  return /^\s*(begin|start|commit|end|rollback|abort|set|reset|use|pragma|explain|checkpoint|vacuum|analyze)\b/i.test(
    sql,
  )
}
