import { setTimeout as sleep } from 'node:timers/promises'
import { cached, Database } from '@duckshift/runtime'
import { ChaosDriver } from '@duckshift/runtime/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'

const rows = 3
const runs = Number(process.env.DUCKSHIFT_CACHE_RUNS ?? 12)

/** What one caller does, one thing after the other; several callers do so at the same time. */
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('read' as const), row: fc.nat(rows - 1) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('sum' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('write' as const),
      row: fc.nat(rows - 1),
      how: fc.constantFrom('statement', 'transaction', 'script', 'connection', 'merge'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('rollback' as const), row: fc.nat(rows - 1) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('evict' as const), n: fc.nat(50) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('pause' as const) }) },
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

const schedule = fc.record({
  callers: fc.array(fc.array(step, { minLength: 3, maxLength: 20 }), { minLength: 2, maxLength: 6 }),
  delays: fc.array(fc.nat(4), { minLength: 1, maxLength: 30 }),
  refreshAfterMs: fc.constantFrom(undefined, 0),
  ttlMs: fc.constantFrom(1, 60_000),
  coalesce: fc.boolean(),
})

/** The last version of each row that was acknowledged, and all that ever were committed or may have been. */
class Model {
  readonly acknowledged = Array<number>(rows).fill(0)
  readonly asked = Array<number>(rows).fill(0)

  next(row: number): number {
    this.asked[row]! += 1
    return this.asked[row]!
  }

  acknowledge(row: number, version: number): void {
    this.acknowledged[row] = Math.max(this.acknowledged[row]!, version)
  }
}

async function write(db: Database, row: number, how: string, version: number): Promise<void> {
  const statement = `update t set v = ${version} where id = ${row}`
  if (how === 'transaction') await db.transaction(() => db.execute(statement))
  else if (how === 'script') await db.script(`begin; ${statement}; commit`)
  else if (how === 'merge') {
    await db.execute(
      `merge into t using (select ${row} as id) s using (id) when matched then update set v = ${version}`,
    )
  } else if (how === 'connection') {
    await using connection = await db.connect()
    await connection.execute('begin')
    await connection.execute(statement)
    await connection.execute('commit')
  } else await db.execute('update t set v = $1 where id = $2', [version, row])
}

it('after a commit is acknowledged no later read is older, and nothing uncommitted is ever read', async () => {
  let reads = 0
  let hits = 0
  const chaos = new ChaosDriver()
  const open = (coalesceReads: boolean) =>
    Database.open(':memory:', {
      driver: chaos.open,
      cache: { maxEntries: 3 },
      coalesceReads,
      pool: { max: 3 },
    })
  const databases = { coalescing: await open(true), plain: await open(false) }
  await fc.assert(
    fc.asyncProperty(schedule, async ({ callers, delays, refreshAfterMs, ttlMs, coalesce }) => {
      const db = coalesce ? databases.coalescing : databases.plain
      await db.script(
        `create or replace table t(id int primary key, v int); insert into t select range, 0 from range(${rows})`,
      )
      let call = 0
      chaos.everyCall(() => {
        call += 1
        const delayMs = delays[call % delays.length]!
        return delayMs === 0 ? undefined : { kind: 'delay', delayMs }
      })
      const options = cached(ttlMs, refreshAfterMs === undefined ? {} : { refreshAfterMs })
      const model = new Model()
      const act = async (one: Step): Promise<void> => {
        if (one.kind === 'read') {
          const atLeast = model.acknowledged[one.row]!
          const { v } = await db.one<{ v: number }>('select v from t where id = $1', [one.row], options)
          expect(v).toBeGreaterThanOrEqual(atLeast)
          expect(v).toBeLessThanOrEqual(model.asked[one.row]!)
          reads += 1
        } else if (one.kind === 'sum') {
          const atLeast = model.acknowledged.reduce((sum, version) => sum + version)
          const { v } = await db.one<{ v: number }>('select sum(v)::int as v from t', undefined, options)
          expect(v).toBeGreaterThanOrEqual(atLeast)
          reads += 1
        } else if (one.kind === 'write') {
          // One writer of a row at a time, so that versions only grow.
          await db.serialize(one.row, async () => {
            const version = model.next(one.row)
            await write(db, one.row, one.how, version)
            model.acknowledge(one.row, version)
          })
        } else if (one.kind === 'rollback') {
          await db.serialize(one.row, () =>
            db
              .transaction(async () => {
                await db.execute('update t set v = 1000000 where id = $1', [one.row])
                await db.one('select v from t where id = $1', [one.row], options)
                throw new Error('rolled back')
              })
              .catch(() => undefined),
          )
        } else if (one.kind === 'evict') {
          await db.query('select $1::int + count(*) from t', [one.n], options)
        } else await sleep(1)
      }
      const outcomes = await Promise.allSettled(
        callers.map(async (steps) => {
          for (const one of steps) await act(one)
        }),
      )
      chaos.everyCall(undefined)
      for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
    }),
    { numRuns: runs },
  )
  for (const db of Object.values(databases)) {
    hits += db.stats().cache?.hits ?? 0
    await db.close()
  }
  console.log(`${runs} schedules, ${reads} reads, ${hits} of them from the cache`)
  expect(hits).toBeGreaterThan(0)
})
