import { setTimeout as sleep } from 'node:timers/promises'
import {
  cached,
  Database,
  DatabaseError,
  type DatabaseOptions,
  RetryBudget,
  withDeadline,
} from '@duckshift/runtime'
import { ChaosDriver } from '@duckshift/runtime/testing'
import { expect, it } from 'vitest'

const rows = 60
const scheduleMs = 11_000
const outages = [1_500, 4_700, 7_900].map((fromMs) => ({ fromMs, untilMs: fromMs + 2_000 }))
const transientShare = 0.1
const spikeShare = 0.02
const everyMs = 10

interface Outcome {
  readonly reads: number
  readonly right: number
  readonly failed: number
  readonly wrong: number
  readonly p50Ms: number
  readonly p99Ms: number
}

/** Reads and a writer under the schedule; an answer is right when it is no older than what was acknowledged before. */
async function underFaults(
  options: DatabaseOptions,
  read: (db: Database, row: number) => Promise<{ v: number }>,
): Promise<Outcome> {
  const chaos = new ChaosDriver()
  const db = await Database.open(':memory:', { driver: chaos.open, ...options })
  await db.script(
    `create table t(id int primary key, v int); insert into t select range, 0 from range(${rows})`,
  )
  const startedAt = performance.now()
  const elapsed = () => performance.now() - startedAt
  chaos.everyCall(() => {
    const isOut = outages.some(({ fromMs, untilMs }) => elapsed() >= fromMs && elapsed() < untilMs)
    if (isOut || Math.random() < transientShare) {
      return { kind: 'fail', error: new DatabaseError('IO Error: injected', { code: 'io' }) }
    }
    return Math.random() < spikeShare ? { kind: 'delay', delayMs: 150 } : undefined
  })
  const acknowledged = Array<number>(rows).fill(0)
  const asked = Array<number>(rows).fill(0)
  const latencies: number[] = []
  const counts = { right: 0, failed: 0, wrong: 0 }
  const readOnce = async () => {
    const row = Math.floor(Math.random() * rows)
    const atLeast = acknowledged[row]!
    const since = performance.now()
    try {
      const { v } = await read(db, row)
      counts[v >= atLeast && v <= asked[row]! ? 'right' : 'wrong'] += 1
    } catch {
      counts.failed += 1
    }
    latencies.push(performance.now() - since)
  }
  /** Callers come whether or not those before them were answered. */
  const callers = async () => {
    const reading: Promise<void>[] = []
    while (elapsed() < scheduleMs) {
      reading.push(readOnce())
      await sleep(everyMs)
    }
    await Promise.all(reading)
  }
  const writer = async () => {
    while (elapsed() < scheduleMs) {
      const row = Math.floor(Math.random() * rows)
      asked[row]! += 1
      const version = asked[row]!
      await db.execute('update t set v = $1 where id = $2', [version, row]).then(
        () => {
          acknowledged[row] = version
        },
        () => undefined,
      )
      await sleep(250)
    }
  }
  await Promise.all([callers(), writer()])
  chaos.everyCall(undefined)
  await db.close()
  latencies.sort((a, b) => a - b)
  const at = (share: number) => latencies[Math.floor(latencies.length * share)]!
  return { reads: latencies.length, ...counts, p50Ms: at(0.5), p99Ms: at(0.99) }
}

const availabilityOf = ({ right, reads }: Outcome) => right / reads
const told = (name: string, outcome: Outcome) =>
  `${name}: ${(100 * availabilityOf(outcome)).toFixed(2)}% of ${outcome.reads} reads right, ${outcome.failed} failed, ` +
  `${outcome.wrong} wrong; p50 ${outcome.p50Ms.toFixed(1)} ms, p99 ${outcome.p99Ms.toFixed(0)} ms`

it('with the resilience layer at least 99.9% of reads are answered rightly through faults and outages', async () => {
  const sql = 'select v from t where id = $1'
  const [bare, retried, all] = await Promise.all([
    underFaults({}, (db, row) => db.one<{ v: number }>(sql, [row])),
    underFaults({ retry: { attempts: 5, delayMs: 10 } }, (db, row) => db.one<{ v: number }>(sql, [row])),
    underFaults(
      {
        // As many retries as reads: in an outage the breaker, not the budget, keeps them off the database.
        retry: { attempts: 60, delayMs: 20, maxDelayMs: 300, budget: new RetryBudget({ perSecond: 100 }) },
        breaker: { minCalls: 20, resetMs: 250, failurePercentage: 60, windowMs: 2_000 },
      },
      (db, row) => withDeadline(20_000, () => db.one<{ v: number }>(sql, [row], cached(60_000))),
    ),
  ])
  console.log(
    [told('without', bare), told('retries alone', retried), told('retries, breaker, cache', all)].join('\n'),
  )
  expect(availabilityOf(bare)).toBeLessThan(0.9)
  expect(all.wrong).toBe(0)
  expect(availabilityOf(all)).toBeGreaterThanOrEqual(0.999)
})
