import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { temporaryFolder } from '../../../test/support/project.js'
import { Database } from '../database.js'
import type { DatabaseOptions } from '../database-options.js'
import { DatabaseError } from '../errors/database-error.js'
import { ChaosDriver } from '../testing/chaos-driver.js'
import { cached } from './cached.js'

const sql = 'select v from t where id = $1'
const minute = cached(60_000)
let db: Database
let chaos: ChaosDriver

const open = async (options: DatabaseOptions = {}, path = ':memory:') => {
  chaos = new ChaosDriver()
  db = await Database.open(path, { driver: chaos.open, ...options })
  await db.script(
    'create table t(id int primary key, v int); create table u(id int); insert into t values (1, 10), (2, 20)',
  )
  return db
}
const value = async (options = minute) => (await db.maybeOne<{ v: number }>(sql, [1], options))?.v
const stats = () => db.stats().cache!

beforeEach(() => open())
afterEach(() => db.close())

describe('a cached read', () => {
  it('asks DuckDB once, and gives each caller rows of its own', async () => {
    const first = await db.query<{ v: number }>(sql, [1], minute)
    first[0]!.v = 99
    const second = await db.query<{ v: number }>(sql, [1], minute)
    second[0]!.v = 98
    expect(await value()).toBe(10)
    expect(stats()).toMatchObject({ misses: 1, hits: 2 })
    expect(await db.query(sql, [2], minute)).toEqual([{ v: 20 }])
    expect(stats().misses).toBe(2)
  })

  it('is read once for all who ask at the same time', async () => {
    await value()
    await db.execute('update t set v = 11')
    const before = chaos.calls
    expect(await Promise.all(Array.from({ length: 50 }, () => value()))).toEqual(Array(50).fill(11))
    expect(chaos.calls - before).toBe(1)
    expect(stats().joined).toBe(49)
  })

  it('is read anew after every kind of commit that wrote its table, and after no other', async () => {
    const writes: [string, () => Promise<unknown>, number][] = [
      ['a statement', () => db.execute('update t set v = 11 where id = 1'), 11],
      ['a transaction', () => db.transaction(() => db.execute('update t set v = 12 where id = 1')), 12],
      ['a script', () => db.script('begin; update t set v = 13 where id = 1; commit'), 13],
      [
        'a connection',
        async () => {
          await using connection = await db.connect()
          await connection.execute('begin')
          await connection.execute('update t set v = 14 where id = 1')
          expect(await value()).toBe(13)
          await connection.execute('commit')
        },
        14,
      ],
      ['a definition', () => db.script('drop table t; create table t as select 1 as id, 15 as v'), 15],
      ['a bulk append', () => db.script('delete from t').then(() => db.append('t', [[1, 16]])), 16],
      [
        'a prepared statement',
        async () => {
          await using connection = await db.connect()
          await connection.script('prepare p as update t set v = 17')
          await connection.execute('execute p')
        },
        17,
      ],
      [
        'a merge',
        () =>
          db.execute('merge into t using (select 1 as id) s using (id) when matched then update set v = 18'),
        18,
      ],
    ]
    for (const [what, write, expected] of writes) {
      await value()
      await write()
      expect(await value(), what).toBe(expected)
    }
    const { misses } = stats()
    await db.execute('insert into u values (1)')
    await db.transaction(() => db.execute('insert into u values (2)'))
    expect(await value()).toBe(18)
    expect(stats().misses).toBe(misses)
  })

  it('is not disturbed by a rollback, and goes to DuckDB inside a transaction', async () => {
    await value()
    const { invalidations } = stats()
    await db
      .transaction(async () => {
        await db.execute('update t set v = 99')
        expect(await value()).toBe(99)
        throw new Error('no')
      })
      .catch(() => undefined)
    expect(await value()).toBe(10)
    expect(stats()).toMatchObject({ misses: 1, hits: 1, bypassed: 1, invalidations })
  })

  it('sees through views, and learns of their new meaning', async () => {
    await db.execute('create view w as select v from t where id = 1')
    const seen = async () => (await db.one<{ v: number }>('from w', undefined, minute)).v
    expect(await seen()).toBe(10)
    await db.execute('update t set v = 11')
    expect(await seen()).toBe(11)
    await db.execute('create or replace view w as select id + 5 as v from u')
    await db.execute('insert into u values (1)')
    expect(await seen()).toBe(6)
    await db.execute('update u set id = 2')
    expect(await seen()).toBe(7)
  })

  it('is never one whose answer depends on the moment, and fails like any other', async () => {
    const random = () => db.one<{ r: number }>('select random() as r from t', undefined, minute)
    expect((await random()).r).not.toBe((await random()).r)
    await expect(db.query('select * from nowhere', undefined, minute)).rejects.toMatchObject({
      code: 'catalog',
    })
    await expect(db.query(sql, [1, 2], minute)).rejects.toMatchObject({ code: 'binder' })
    expect(stats().entries).toBe(0)
  })

  it('keeps answers without rows, for as long as it is told', async () => {
    const missing = (emptyTtlMs?: number) =>
      db.maybeOne(sql, [3], cached(60_000, emptyTtlMs === undefined ? {} : { emptyTtlMs }))
    await missing()
    await missing()
    expect(stats()).toMatchObject({ misses: 1, hits: 1 })
    await db.execute('delete from u')
    await db.execute('update t set v = v')
    await missing(1)
    await sleep(10)
    await missing(1)
    expect(stats().misses).toBe(3)
  })

  it('is served once more while it is read anew in the background', async () => {
    await value(cached(60_000, { refreshAfterMs: 1 }))
    await sleep(10)
    chaos.onCall(1, { kind: 'delay', delayMs: 200 })
    expect(await value(cached(60_000, { refreshAfterMs: 1 }))).toBe(10)
    expect(stats().misses).toBe(1)
    await vi.waitFor(() => expect(stats()).toMatchObject({ misses: 2, refreshed: 1 }))
  })

  it('stands in past its time when DuckDB cannot answer, and only while it is still the answer', async () => {
    const short = cached(1)
    await value(short)
    await sleep(10)
    chaos.everyCall(() => ({ kind: 'fail', error: new DatabaseError('IO Error: disk gone', { code: 'io' }) }))
    expect(await value(short)).toBe(10)
    expect(stats().graced).toBe(1)
    await expect(value(cached(1, { graceMs: 0 }))).resolves.toBe(10)
    chaos.everyCall(undefined)
    await db.execute('update t set v = 11')
    chaos.everyCall(() => ({ kind: 'fail', error: new DatabaseError('IO Error: disk gone', { code: 'io' }) }))
    await expect(value(short)).rejects.toMatchObject({ code: 'io' })
    chaos.everyCall(undefined)
    await value(cached(1, { graceMs: 0 }))
    await sleep(10)
    chaos.everyCall(() => ({ kind: 'fail', error: new DatabaseError('IO Error: disk gone', { code: 'io' }) }))
    await expect(value(cached(1, { graceMs: 0 }))).rejects.toMatchObject({ code: 'io' })
    chaos.everyCall(undefined)
  })

  it('leaves the shared read to the others when one caller is aborted or out of time', async () => {
    await value()
    await db.execute('update t set v = 12')
    chaos.onCall(1, { kind: 'delay', delayMs: 60 })
    const controller = new AbortController()
    const aborted = value(cached(60_000, { signal: controller.signal }))
    const timedOut = value(cached(60_000, { timeoutMs: 5 }))
    const patient = value()
    setTimeout(() => controller.abort(), 5)
    await expect(aborted).rejects.toThrow('abort')
    await expect(timedOut).rejects.toMatchObject({ code: 'timeout' })
    expect(await patient).toBe(12)
  })
})

it('evicts what is least used when it is full, and keeps nothing that is too large', async () => {
  await db.close()
  await open({ cache: { maxEntries: 2, maxBytes: 4_000, maxEntryBytes: 2_000 } })
  for (const id of [1, 2, 3]) await db.query(sql, [id], minute)
  expect(stats().entries).toBe(2)
  await db.query("select repeat('x', 5000) as x from t", undefined, minute)
  expect(stats().entries).toBe(2)
})

it('cache: false sends every read to DuckDB', async () => {
  await db.close()
  await open({ cache: false })
  await value()
  await db.execute('update t set v = 11')
  expect(await value()).toBe(11)
  expect(db.stats().cache).toBeUndefined()
})

it('two databases on one file hear of each other', async () => {
  await db.close()
  const file = join(temporaryFolder(), 'a.duckdb')
  await open({}, file)
  const other = await Database.open(file)
  expect(await value()).toBe(10)
  await other.execute('update t set v = 11')
  expect(await value()).toBe(11)
  await other.close()
})

it('spreads the ends of answers that were read together', async () => {
  await db.execute('insert into t select i, i from range(10, 110) r(i)')
  const read = async () => {
    for (let id = 10; id < 110; id += 1) await db.query(sql, [id], cached(1_000))
  }
  await value()
  vi.useFakeTimers({ toFake: ['Date'] })
  try {
    const readAt = Date.now()
    const ended = async (ageMs: number) => {
      vi.setSystemTime(readAt + ageMs)
      const { misses } = stats()
      await read()
      return stats().misses - misses
    }
    expect(await ended(0)).toBe(100)
    expect(await ended(890)).toBe(0)
    const early = await ended(1_000)
    expect(early).toBeGreaterThan(20)
    expect(early).toBeLessThan(80)
    expect(await ended(1_110)).toBeGreaterThanOrEqual(100 - early)
  } finally {
    vi.useRealTimers()
  }
})

describe('on one connection, as before the migration', () => {
  it('what a transaction by hand has not committed is neither served nor kept', async () => {
    await db.close()
    await open({ mode: 'singleton' })
    expect(await value()).toBe(10)
    await db.execute('begin')
    await db.execute('update t set v = 99')
    expect(await value()).toBe(99)
    await db.execute('rollback')
    expect(await value()).toBe(10)
    // The read waits behind the transaction, which was opened after it looked.
    await db.execute('update t set v = 11')
    const reading = (async () => {
      await db.maybeOne('select v, 1 from t where id = $1', [1], minute)
      return db.maybeOne('select v, 2 from t where id = $1', [1], minute)
    })()
    await Promise.all([
      db.execute('begin'),
      db.execute('update t set v = 99'),
      db.execute('rollback'),
      reading,
    ])
    expect(await db.one('select v, 1 as n from t where id = $1', [1], minute)).toMatchObject({ v: 11 })
    for (const n of [1, 2]) {
      expect(await db.one(`select v, ${n} from t where id = $1`, [1], minute)).toMatchObject({ v: 11 })
    }
  })
})
