import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Database } from '../database.js'
import type { DatabaseOptions } from '../database-options.js'
import { DatabaseError } from '../errors/database-error.js'
import { ChaosDriver } from '../testing/chaos-driver.js'
import { withDeadline } from './deadline.js'

let db: Database
let chaos: ChaosDriver

const open = async (options: DatabaseOptions) => {
  chaos = new ChaosDriver()
  db = await Database.open(':memory:', { driver: chaos.open, ...options })
  await db.script('create table t(id int primary key); insert into t values (1)')
}
const ioFault = () => ({ kind: 'fail', error: new DatabaseError('IO Error: disk', { code: 'io' }) }) as const
/** Strikes so many runs of statements on `t`, and not what the pool does to check a connection. */
const failNext = (times: number) => {
  let left = times
  chaos.everyCall(({ sql }) => {
    if (left === 0 || !/\bt\b/.test(sql)) return undefined
    left -= 1
    return ioFault()
  })
}
afterEach(() => db.close())

describe('retry', () => {
  beforeEach(() => open({ retry: { attempts: 4, delayMs: 1 } }))

  it('runs reads again, and tells', async () => {
    const retries = vi.fn()
    db.events.on('retry', retries)
    failNext(3)
    expect(await db.query('select * from t')).toEqual([{ id: 1 }])
    expect(retries).toHaveBeenCalledTimes(3)
    failNext(4)
    await expect(db.query('select * from t')).rejects.toMatchObject({ code: 'io' })
  })

  it('never runs a write again that may have happened, nor what is wrong in itself', async () => {
    failNext(1)
    await expect(db.execute('insert into t values (2)')).rejects.toMatchObject({ code: 'io' })
    const retries = vi.fn()
    db.events.on('retry', retries)
    await expect(db.query('select nothing from t')).rejects.toMatchObject({ code: 'binder' })
    expect(retries).not.toHaveBeenCalled()
  })
})

describe('breaker', () => {
  beforeEach(() => open({ breaker: { minCalls: 4, resetMs: 50 } }))

  it('opens on trouble of the database alone, shows in the health, and closes again', async () => {
    for (let call = 0; call < 8; call += 1) {
      await db.execute('insert into t values (1)').catch(() => undefined)
    }
    expect(db.stats().breakers).toMatchObject([{ name: 'database', state: 'closed' }])
    chaos.everyCall(ioFault)
    for (let call = 0; call < 12; call += 1) await db.query('select 1').catch(() => undefined)
    const before = chaos.calls
    await expect(db.query('select 1')).rejects.toMatchObject({ code: 'breaker-open', retryable: true })
    await expect(db.transaction(async () => 1)).rejects.toMatchObject({ code: 'breaker-open' })
    expect(chaos.calls).toBe(before)
    expect(await db.health()).toMatchObject({ status: 'down', breakers: { database: 'open' } })
    chaos.everyCall(undefined)
    await vi.waitFor(async () => expect(await db.query('select 1 as one')).toEqual([{ one: 1 }]), 5_000)
    expect(await db.health()).toMatchObject({ status: 'up', breakers: { database: 'closed' } })
  })
})

describe('withDeadline', () => {
  it('interrupts the query that is on its way', async () => {
    await open({})
    const heavy = () =>
      db.query('select count(*) from range(100000000) a, range(100) b where a.range % 7 = b.range')
    await expect(withDeadline(50, heavy)).rejects.toMatchObject({ code: 'deadline' })
    await vi.waitFor(() => expect(db.stats().pool.inUse).toBe(0), 20_000)
    expect(await withDeadline(60_000, () => db.query('select 1 as one'))).toEqual([{ one: 1 }])
  })
})
