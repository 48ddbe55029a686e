import type { GateCheck } from '@duckshift/reports'
import { Database, type DatabaseOptions } from '@duckshift/runtime'
import { ChaosDriver } from '@duckshift/runtime/testing'
import type { GateDatabase } from './gate-database.js'
import { endsTransaction } from './transaction-end.js'
import { randomFrom } from './workload/random.js'
import { replay } from './workload/replay.js'
import { poolTarget } from './workload/target.js'

export type OpenDatabase = (path: string, options: DatabaseOptions) => Promise<Database>

export interface IntegrityOptions {
  readonly concurrency: number
  /** SELECTs that return the rows that break a rule: none, when all is well. */
  readonly invariants: readonly string[]
  /** Share of driver calls that meet a conflict. */
  readonly conflictRate?: number
  /** After this the replay counts as a deadlock. Default 120,000. */
  readonly deadlockMs?: number
}

/** Replays with conflicts thrown in: do the rules hold, does everything end, is everything done or undone? */
export async function checkIntegrity(
  database: GateDatabase,
  options: IntegrityOptions,
  open: OpenDatabase = (path, given) => Database.open(path, given),
): Promise<GateCheck[]> {
  const startedAt = performance.now()
  const { conflictRate = 0.05, deadlockMs = 120_000 } = options
  const path = database.copy()
  const random = randomFrom(11)
  const chaos = new ChaosDriver()
  const db = await open(path, { driver: chaos.open })
  const brokenBefore = await broken(db, options.invariants)
  let conflicts = 0
  chaos.everyCall(({ sql }) => {
    if (endsTransaction.test(sql) || random() >= conflictRate) return undefined
    conflicts += 1
    return { kind: 'conflict' }
  })
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), deadlockMs)
  const hung = new Promise<'hung'>((resolve) => stop.signal.addEventListener('abort', () => resolve('hung')))
  const result = await Promise.race([
    replay(database.workload, poolTarget(db), options.concurrency, stop.signal),
    hung,
  ])
  clearTimeout(timer)
  chaos.everyCall(undefined)
  const elapsedMs = performance.now() - startedAt
  const total = database.workload.operations.length
  const ended: GateCheck = {
    id: 'deadlock',
    title: 'Every operation ends',
    goal: `within ${deadlockMs / 1000} s, ${conflicts} conflicts thrown in`,
    outcome: result === 'hung' ? 'short' : 'pass',
    figure:
      result === 'hung'
        ? `not after ${deadlockMs / 1000} s`
        : `${total} operations in ${(result.elapsedMs / 1000).toFixed(1)} s`,
    ...(result === 'hung' && { reason: 'Operations wait for each other.' }),
    elapsedMs,
    measures: { conflicts, operations: total },
  }
  if (result === 'hung') return [ended]
  const invariants = await invariantCheck(db, options.invariants, brokenBefore)
  await db.close()
  database.discard(path)
  return [ended, completionCheck(total, result.failures), invariants]
}

function completionCheck(total: number, failures: readonly { readonly message: string }[]): GateCheck {
  const isShort = failures.length > 0
  return {
    id: 'conflicts',
    title: 'Operations that met a conflict',
    goal: 'every one is done in the end',
    outcome: isShort ? 'short' : 'pass',
    figure: `${total - failures.length} of ${total} done`,
    ...(isShort && { reason: failures[0]!.message }),
    elapsedMs: 0,
    measures: { operations: total, failed: failures.length },
  }
}

async function invariantCheck(
  db: Database,
  invariants: readonly string[],
  before: ReadonlyMap<string, number>,
): Promise<GateCheck> {
  const about = { id: 'invariants', title: 'Invariants', goal: 'no row breaks one', elapsedMs: 0 }
  if (invariants.length === 0) {
    return {
      ...about,
      outcome: 'skipped',
      figure: 'none given',
      reason:
        'Name rules of the data in duckshift.config.ts: invariants: ["select … having …"], each returning the rows that break it.',
      measures: {},
    }
  }
  const after = await broken(db, invariants)
  const rows = [...after.values()].reduce((sum, count) => sum + count, 0)
  const worse = invariants.filter((sql) => after.get(sql)! > 0)
  const wasBroken = worse.filter((sql) => before.get(sql)! > 0)
  return {
    ...about,
    outcome: rows === 0 ? 'pass' : 'short',
    figure: `${invariants.length - worse.length} of ${invariants.length} hold`,
    ...(rows > 0 && {
      reason: `${rows} rows break: ${worse[0]}${wasBroken.length > 0 ? ' (broken before the replay already)' : ''}`,
    }),
    measures: { invariants: invariants.length, rows },
  }
}

async function broken(db: Database, invariants: readonly string[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (const sql of invariants) counts.set(sql, (await db.query(sql)).length)
  return counts
}
