import type { GateCheck } from '@duckshift/reports'
import type { GateDatabase } from './gate-database.js'
import { median, medianInterval } from './statistics.js'
import { compareAnswers, replay } from './workload/replay.js'
import { openPool, openSingleton, type Target } from './workload/target.js'

/** How the pool is opened: tests open one that fails in a known way. */
export type OpenTarget = (path: string) => Promise<Target>

/** The pool may be this much slower before it counts as a regression. */
const largestRatio = 1.1
const fewestRounds = 9
const mostRounds = 31
/** Stands for an operation's number where opening, closing or the first statement failed. */
const aroundWorkload = -1

/** Operation by operation, does the pool give the singleton's answers? */
export async function checkAnswers(database: GateDatabase, open: OpenTarget = openPool): Promise<GateCheck> {
  const startedAt = performance.now()
  const paths = [database.copy(), database.copy(), database.copy()] as const
  const singletons = [await openSingleton(paths[0]), await openSingleton(paths[1])] as const
  const pool = await open(paths[2])
  try {
    const { mismatches, volatile } = await compareAnswers(database.workload, singletons, pool)
    const total = database.workload.operations.length - volatile
    const first = mismatches[0]
    const aside = volatile > 0 ? `; ${volatile} differ from run to run on the singleton itself` : ''
    return {
      id: 'answers',
      title: 'Answers of the pool',
      goal: "every one equals the singleton's",
      outcome: mismatches.length === 0 ? 'pass' : 'short',
      figure: `${total - mismatches.length} of ${total} equal${aside}`,
      ...(first && { reason: `${first.reason}: ${database.workload.operations[first.operation]![0]!.sql}` }),
      elapsedMs: performance.now() - startedAt,
      measures: { operations: total, mismatches: mismatches.length, volatile },
    }
  } finally {
    await Promise.all([...singletons, pool].map((target) => target.close()))
    for (const path of paths) database.discard(path)
  }
}

/**
 * The workload with several callers at a time, on the singleton and on the pool in turn. More rounds are run
 * until the interval lies on one side of the limit; then, at the latest after 31, the median decides.
 */
export async function checkSpeed(
  database: GateDatabase,
  concurrency: number,
  open: OpenTarget = openPool,
): Promise<GateCheck> {
  const startedAt = performance.now()
  const ratios: number[] = []
  const failures = { singleton: new Set<number>(), pool: new Map<number, string>() }
  let interval = { low: 0, high: Number.POSITIVE_INFINITY }
  const timed = async (openOne: OpenTarget, isPool: boolean) => {
    const path = database.copy()
    try {
      const target = await openOne(path)
      try {
        // The first run opens files and connections; it is not what a running application pays.
        await target.run([{ sql: 'SELECT 1' }])
        const result = await replay(database.workload, target, concurrency)
        for (const { operation, message } of result.failures) {
          if (isPool) failures.pool.set(operation, message)
          else failures.singleton.add(operation)
        }
        return result.elapsedMs
      } finally {
        await target.close()
      }
    } catch (error) {
      if (!isPool) throw error
      failures.pool.set(aroundWorkload, error instanceof Error ? error.message : String(error))
      return undefined
    } finally {
      database.discard(path)
    }
  }
  for (let round = 0; round < mostRounds; round += 1) {
    const isPoolFirst = round % 2 === 1
    const first = await timed(isPoolFirst ? open : openSingleton, isPoolFirst)
    const second = await timed(isPoolFirst ? openSingleton : open, !isPoolFirst)
    const [pool, singleton] = isPoolFirst ? [first, second] : [second, first]
    if (pool !== undefined && singleton !== undefined) ratios.push(pool / singleton)
    if (round + 1 < fewestRounds) continue
    if (ratios.length === 0) break
    interval = medianInterval(ratios)
    if (interval.high <= largestRatio || interval.low > largestRatio) break
  }
  const isMeasured = ratios.length > 0
  const ratio = isMeasured ? median(ratios) : 0
  const onlyOnPool = [...failures.pool].filter(([operation]) => !failures.singleton.has(operation))
  const isSlow = interval.low > largestRatio || (interval.high > largestRatio && ratio > largestRatio)
  const figure = !isMeasured
    ? 'not measured: the pool failed every time'
    : `${ratio.toFixed(2)} times the singleton's time (95% interval ${interval.low.toFixed(2)} to ${interval.high.toFixed(2)}, ${ratios.length} rounds, ${concurrency} callers)`
  const reason = isSlow
    ? 'The pool takes longer on this workload.'
    : onlyOnPool.length > 0
      ? `${onlyOnPool.length} ${onlyOnPool.length === 1 ? 'operation' : 'operations'} failed on the pool alone: ${onlyOnPool[0]![1]}`
      : undefined
  return {
    id: 'speed',
    title: 'Time on the pool',
    goal: `at most ${largestRatio} times the singleton's, and nothing fails`,
    outcome: reason ? 'short' : 'pass',
    figure,
    ...(reason && { reason }),
    elapsedMs: performance.now() - startedAt,
    measures: {
      ratio,
      low: isMeasured ? interval.low : 0,
      high: isMeasured ? interval.high : 0,
      rounds: ratios.length,
      failures: onlyOnPool.length,
    },
  }
}
