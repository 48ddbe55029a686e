import { statementKind } from '@duckshift/codemods'
import type { GateCheck } from '@duckshift/reports'
import { cached, Database, type Row } from '@duckshift/runtime'
import type { GateDatabase } from './gate-database.js'
import type { OpenDatabase } from './integrity-checks.js'
import { replay } from './workload/replay.js'
import { poolTarget, type Target } from './workload/target.js'
import type { Statement } from './workload/workload.js'

const leastHitRate = 0.8
const ttlMs = 60_000

/** Replays with the reads cached that the code caches: how many come from the cache, and is one of them old? */
export async function checkCache(
  database: GateDatabase,
  cachedSql: ReadonlySet<string>,
  concurrency: number,
  open: OpenDatabase = (path, options) => Database.open(path, options),
): Promise<GateCheck[]> {
  if (cachedSql.size === 0) return [hitRateCheck(database, undefined), staleCheck(0, [], 0)]
  const path = database.copy()
  const db = await open(path, { rows: 'json' })
  await replay(database.workload, cachingTarget(db, cachedSql), concurrency)
  const hitRate = hitRateCheck(database, db.stats().cache)
  const startedAt = performance.now()
  const stale: string[] = []
  let reads = 0
  const compared = comparingTarget(db, cachedSql, (sql, isStale) => {
    reads += 1
    if (isStale) stale.push(sql)
  })
  await replay(database.workload, compared, concurrency)
  await db.close()
  database.discard(path)
  return [hitRate, staleCheck(reads, stale, performance.now() - startedAt)]
}

function cachingTarget(db: Database, cachedSql: ReadonlySet<string>): Target {
  const target = poolTarget(db)
  return {
    ...target,
    run: async (operation) => {
      const [statement] = operation
      if (operation.length > 1 || !statement || !cachedSql.has(statement.sql)) return target.run(operation)
      return [await db.query(statement.sql, statement.parameters, cached(ttlMs))]
    },
  }
}

/**
 * A cached answer is old when DuckDB gave another one before and after it, and both times the same. While a write is
 * under way DuckDB may show what nobody was told of yet: then either answer is right.
 */
function comparingTarget(
  db: Database,
  cachedSql: ReadonlySet<string>,
  compared: (sql: string, isStale: boolean) => void,
): Target {
  const target = poolTarget(db)
  const fresh = async ({ sql, parameters }: Statement) => canonical(await db.query(sql, parameters))
  let writesUnderWay = 0
  const uncompared: Target['run'] = async (operation) => {
    if (!operation.some(({ sql }) => statementKind(sql) !== 'other')) return target.run(operation)
    writesUnderWay += 1
    try {
      return await target.run(operation)
    } finally {
      writesUnderWay -= 1
    }
  }
  return {
    ...target,
    run: async (operation) => {
      const [statement] = operation
      if (operation.length > 1 || !statement || !cachedSql.has(statement.sql)) return uncompared(operation)
      const before = await fresh(statement)
      const isSettled = writesUnderWay === 0
      const rows = await db.query(statement.sql, statement.parameters, cached(ttlMs))
      const after = await fresh(statement)
      compared(statement.sql, isSettled && before === after && canonical(rows) !== before)
      return [rows]
    },
  }
}

function canonical(rows: readonly Row[]): string {
  return rows
    .map((row) => JSON.stringify(row))
    .sort()
    .join('\n')
}

function hitRateCheck(database: GateDatabase, stats: ReturnType<Database['stats']>['cache']): GateCheck {
  const hits = (stats?.hits ?? 0) + (stats?.redisHits ?? 0) + (stats?.joined ?? 0)
  const reads = hits + (stats?.misses ?? 0)
  const rate = reads === 0 ? 0 : hits / reads
  const isRecorded = database.workload.origin === 'recorded'
  const isShort = isRecorded && reads > 0 && rate <= leastHitRate
  const figure =
    reads === 0
      ? 'no read of the workload is cached'
      : `${(rate * 100).toFixed(1)}% of ${reads} cached reads${isRecorded ? '' : '; made-up values say little about it'}`
  return {
    id: 'hit-rate',
    title: 'Hit rate of the cache',
    goal: `over ${leastHitRate * 100}% on the recorded workload`,
    outcome: isShort ? 'short' : isRecorded && reads > 0 ? 'pass' : 'skipped',
    figure,
    ...(isShort && { reason: 'The cached reads seldom ask the same twice before their tables change.' }),
    elapsedMs: 0,
    measures: { reads, ...(reads > 0 && { rate }) },
  }
}

function staleCheck(reads: number, stale: readonly string[], elapsedMs: number): GateCheck {
  return {
    id: 'stale-reads',
    title: 'Cached answers that were old',
    goal: 'none',
    outcome: reads === 0 ? 'skipped' : stale.length === 0 ? 'pass' : 'short',
    figure: reads === 0 ? 'no read of the workload is cached' : `${stale.length} of ${reads}`,
    ...(stale.length > 0 && { reason: [...new Set(stale)].slice(0, 3).join('\n') }),
    elapsedMs,
    measures: { reads, stale: stale.length },
  }
}
