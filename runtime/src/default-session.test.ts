import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { DriverConnection, Row } from './driver/driver.js'
import { openPooledDatabase, type PooledDatabase } from './pooled-database.js'

let db: PooledDatabase

beforeEach(async () => {
  db = await openPooledDatabase(':memory:', { pool: { max: 3 } })
  await db.execute('create table t(i int)')
})

afterEach(() => db.close())

/** A statement as code written for one connection issues it. */
const legacy = (sql: string): Promise<Row[]> =>
  db.runLegacy(sql, async (connection: DriverConnection) => (await connection.run(sql)).rows('js'))

const count = async () => (await db.one<{ n: number }>('select count(*)::int as n from t')).n

describe('code written for one connection', () => {
  test('sees its own BEGIN, writes and COMMIT, as do all statements meanwhile', async () => {
    await legacy('begin')
    expect(db.stats().heldBy).toBe('transaction')
    await legacy('insert into t values (1)')
    expect(await legacy('select count(*)::int as n from t')).toEqual([{ n: 1 }])
    expect(await count()).toBe(1)
    await legacy('rollback')
    expect(db.stats().heldBy).toBeUndefined()
    expect(await count()).toBe(0)
  })

  test('a statement right after an unawaited BEGIN belongs to the transaction', async () => {
    const beginning = legacy('begin')
    const reading = db.query('select i from t')
    const writing = db.execute('insert into t values (1)')
    await Promise.all([beginning, reading, writing])
    await legacy('rollback')
    expect(await count()).toBe(0)
  })

  test('SET and temporary tables stay visible to all', async () => {
    await legacy('create temp table scratch(i int)')
    expect(db.stats().heldBy).toBe('session-state')
    await db.execute('insert into scratch values (5)')
    expect(await db.query('from scratch')).toEqual([{ i: 5 }])
  })

  test('a transaction sees them too, and so does an append', async () => {
    await legacy('create schema tenant')
    await legacy("set schema = 'tenant'")
    await legacy('create temp table scratch(i int)')
    await db.transaction(async () => {
      await db.execute('create table t(i int)')
      await db.append('scratch', [{ i: 5 }])
    })
    await db.append('t', [{ i: 6 }])
    expect(await db.query('select (from scratch) as scratch, (from tenant.t) as tenant')).toEqual([
      { scratch: 5, tenant: 6 },
    ])
    expect(await db.query('from main.t')).toEqual([])
    const failing = db.transaction(async () => {
      await db.execute('insert into t values (7)')
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await count()).toBe(1)
    const independent = db.transaction(() => db.transaction(async () => 1, { nested: 'independent' }))
    await expect(independent).rejects.toMatchObject({ code: 'transaction-state' })
  })

  test('an append asks for the schema where a search path has several', async () => {
    await legacy('create schema one')
    await legacy('create schema two')
    await legacy('create table two.items(i int)')
    await legacy("set search_path = 'one,two'")
    await expect(db.append('items', [{ i: 1 }])).rejects.toMatchObject({ code: 'not-supported' })
    await db.append('two.items', [{ i: 1 }])
    expect(await db.query('from items')).toEqual([{ i: 1 }])
  })

  test('transactions that need them run one after another', async () => {
    await legacy('create temp table scratch(i int)')
    const outcomes = await Promise.allSettled(
      [1, 2, 3].map((i) =>
        db.transaction(async () => {
          await db.execute('insert into scratch values (?)', [i])
          await db.query('select count(*) from range(100000)')
          if (i === 2) throw new Error('no')
        }),
      ),
    )
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await db.query('from scratch order by i')).toEqual([{ i: 1 }, { i: 3 }])
  })

  test('an append belongs to the transaction that was opened by hand', async () => {
    await legacy('begin')
    expect(await db.append('t', [{ i: 1 }, { i: 2 }])).toEqual({ rowsAppended: 2 })
    expect(await count()).toBe(2)
    await legacy('rollback')
    expect(await count()).toBe(0)
    await legacy('begin')
    await db.append('t', [{ i: 3 }])
    await legacy('commit')
    expect(await count()).toBe(1)
  })

  test('settings of the whole database hold nothing', async () => {
    await legacy('set threads = 2')
    expect(db.stats().heldBy).toBeUndefined()
  })

  test('a statement that fails leaves nothing behind', async () => {
    await expect(legacy('this is no sql')).rejects.toThrow()
    await expect(legacy('commit; select 1')).rejects.toThrow()
    expect(db.stats().heldBy).toBeUndefined()
  })

  test('a script that fails inside its own transaction still holds it', async () => {
    await expect(legacy("begin; insert into t values (1); select error('x')")).rejects.toThrow()
    expect(db.stats().heldBy).toBe('transaction')
    await legacy('rollback')
    expect(db.stats().heldBy).toBeUndefined()
    expect(await count()).toBe(0)
  })

  test('a read does not overtake a write that was not awaited', async () => {
    const writing = legacy('insert into t select range from range(50000)')
    const reading = legacy('select count(*)::int as n from t')
    expect(await reading).toEqual([{ n: 50_000 }])
    await writing
  })

  test('reads run beside each other on the pool', async () => {
    await Promise.all(Array.from({ length: 3 }, () => legacy('select count(*) from range(100000000)')))
    expect(db.stats().pool.created).toBeGreaterThan(1)
  })

  test('its statements join a transaction of the runtime that encloses them', async () => {
    const failing = db.transaction(async () => {
      await legacy('insert into t values (1)')
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await count()).toBe(0)
  })

  test('tells of its commits', async () => {
    const commits: string[][] = []
    db.onCommit((writes) => commits.push(writes.map(({ sql }) => sql)))
    await legacy('begin')
    await legacy('insert into t values (1)')
    await legacy('insert into t values (2)')
    await legacy('commit')
    await legacy('delete from t')
    expect(commits).toEqual([['insert into t values (1)', 'insert into t values (2)'], ['delete from t']])
  })
})

describe('mode singleton', () => {
  test('runs everything on one connection, transactions one after another', async () => {
    const single = await openPooledDatabase(':memory:', { mode: 'singleton' })
    await single.script('create table t(i int); create temp table own(i int)')
    expect(single.stats()).toMatchObject({ heldBy: 'singleton', pool: { created: 0 } })
    const outcomes = await Promise.allSettled([
      single.transaction(async () => {
        await single.execute('insert into t values (1)')
        throw new Error('no')
      }),
      single.transaction(() => single.execute('insert into t values (2)')),
      single.execute('insert into t values (3)'),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled'])
    expect(await single.query('select i from t order by i')).toEqual([{ i: 2 }, { i: 3 }])
    await single.execute('begin')
    await single.append('t', [{ i: 4 }])
    await single.execute('rollback')
    expect(await single.query('select i from t where i = 4')).toEqual([])
    await expect(
      single.transaction(() => single.transaction(async () => 1, { nested: 'independent' })),
    ).rejects.toMatchObject({ code: 'transaction-state' })
    await single.close()
  })
})
