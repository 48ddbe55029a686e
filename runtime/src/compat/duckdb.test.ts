import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import * as duckdb from './duckdb.js'
import { Connection, Database, databaseOf } from './duckdb-async.js'

const opened: Database[] = []
afterEach(async () => {
  for (const database of opened.splice(0)) await database.close().catch(() => undefined)
})
const open = async (settings: { parallel?: boolean } = {}, path = ':memory:') => {
  const database = await Database.create(path, settings)
  opened.push(database)
  return database
}
const slow = 'select count(*) as n from range(9000) a, range(9000) b where (a.range * b.range) % 7 = 3'
const quick = 'select 1 as v'

/** Names in the order in which their work is done. */
async function order(work: Readonly<Record<string, () => Promise<unknown>>>): Promise<string[]> {
  const done: string[] = []
  await Promise.all(Object.entries(work).map(([name, run]) => run().then(() => done.push(name))))
  return done
}

describe('without parallel', () => {
  it('runs one statement at a time, in the order of the calls, on all connections together', async () => {
    const db = await open()
    const connection = await db.connect()
    expect(
      await order({
        slow: () => db.all(slow),
        quick: () => db.all(quick),
        other: () => connection.all(quick),
      }),
    ).toEqual(['slow', 'quick', 'other'])
    const { pool } = (await databaseOf(db)).stats()
    expect(pool.size).toBe(0)
  })

  it('keeps temporary tables, SET and a transaction on the default connection', async () => {
    const db = await open()
    const other = await Connection.create(db)
    await db.exec(
      "create temp table mine as select 1 as i; set variable v = 'default'; begin; create table t as select 2",
    )
    expect(await db.all("select i, getvariable('v') as v from mine")).toEqual([{ i: 1, v: 'default' }])
    await expect(other.all('from mine')).rejects.toMatchObject({ errorType: 'Catalog' })
    await expect(other.all('from t')).rejects.toMatchObject({ errorType: 'Catalog' })
    await db.exec('rollback')
    await expect(db.all('from t')).rejects.toMatchObject({ errorType: 'Catalog' })
  })
})

describe('with parallel', () => {
  it('lets reads and other connections pass', async () => {
    const db = await open({ parallel: true })
    const connection = await db.connect()
    const done = await order({
      slow: () => db.all(slow),
      quick: () => db.all(quick),
      other: () => connection.all(quick),
    })
    expect(done.at(-1)).toBe('slow')
    expect((await databaseOf(db)).stats().pool.size).toBeGreaterThan(0)
  })

  it('keeps what a connection was told before in order', async () => {
    const db = await open({ parallel: true })
    const connection = await db.connect()
    const rows = await Promise.all([
      db.run('create table t as select 1 as i'),
      db.run('insert into t values (2)'),
      db.all('select count(*)::integer as n from t'),
      db.run('insert into t values (3)'),
      db.all('select count(*)::integer as n from t'),
    ])
    expect([rows[2], rows[4]]).toEqual([[{ n: 2 }], [{ n: 3 }]])
    const own = await Promise.all([
      connection.exec('create temp table mine (i integer)'),
      connection.run('insert into mine values (1)'),
      connection.all('select count(*)::integer as n from mine'),
    ])
    expect(own[2]).toEqual([{ n: 1 }])
  })

  it('runs everything on the default connection while that holds a transaction or a temporary table', async () => {
    const db = await open({ parallel: true })
    await db.exec('create table t as select 1 as i')
    void db.run('begin')
    void db.run('insert into t values (2)')
    expect(
      await Promise.all([
        db.all('select count(*)::integer as n from t'),
        db.all('select max(i) as m from t'),
      ]),
    ).toEqual([[{ n: 2 }], [{ m: 2 }]])
    expect((await databaseOf(db)).stats().heldBy).toBe('transaction')
    await db.run('rollback')
    expect(await db.all('select count(*)::integer as n from t')).toEqual([{ n: 1 }])
    await db.run('create temp table mine as select 7 as i')
    expect(await db.all('from mine')).toEqual([{ i: 7 }])
  })

  it('forgets prepared statements when names change their meaning', async () => {
    for (const parallel of [false, true]) {
      const db = await open({ parallel })
      await db.exec(
        'create schema other; create table t as select 1 as i; create table other.t as select 2 as i',
      )
      const sql = 'select i from t where i < ?'
      expect(await db.all(sql, 9)).toEqual([{ i: 1 }])
      await db.run("set schema = 'other'")
      expect(await db.all(sql, 9)).toEqual([{ i: 2 }])
    }
  })

  it('streams beside what comes after, from the moment it was asked for', async () => {
    const db = await open({ parallel: true })
    await db.exec('create table t as select range as i from range(5000)')
    const stream = db.stream('select i from t')
    const first = await stream.next()
    await db.run('delete from t')
    let count = first.done ? 0 : 1
    for await (const _row of stream) count += 1
    expect([count, await db.all('select count(*)::integer as n from t')]).toEqual([5000, [{ n: 0 }]])
  })
})

describe('the pool behind', () => {
  it('is shared with the old calls, which join its transactions', async () => {
    for (const parallel of [false, true]) {
      const db = await open({ parallel })
      await db.exec('create table t (i integer primary key)')
      const pooled = await databaseOf(db)
      await expect(
        pooled.transaction(async () => {
          await db.run('insert into t values (?)', 1)
          const statement = await db.prepare('insert into t values (?)')
          await statement.run(2)
          expect(await db.all('select count(*)::integer as n from t')).toEqual([{ n: 2 }])
          throw new Error('no')
        }),
      ).rejects.toThrow('no')
      expect(await db.all('select count(*)::integer as n from t')).toEqual([{ n: 0 }])
    }
  })

  it('hears of what old calls write', async () => {
    const db = await open()
    const heard: string[] = []
    const pooled = await databaseOf(db)
    pooled.onCommit((writes) => {
      heard.push(...writes.map(({ sql }) => sql))
    })
    await db.exec('create table t (i integer)')
    const connection = await db.connect()
    await connection.run('insert into t values (?)', 1)
    const statement = await db.prepare('insert into t values (?)')
    expect(heard).toEqual(['create table t (i integer)', 'insert into t values (?)'])
    await statement.run(2)
    expect(heard).toHaveLength(3)
  })
})

describe('callbacks', () => {
  it('that throw are uncaught exceptions, not rejections', async () => {
    const db = new duckdb.Database(':memory:')
    const listeners = process.listeners('uncaughtException')
    process.removeAllListeners('uncaughtException')
    const uncaught = vi.fn()
    process.once('uncaughtException', uncaught)
    db.all(quick, () => {
      throw new Error('in a callback')
    })
    await vi.waitFor(() => expect(uncaught).toHaveBeenCalled())
    for (const listener of listeners) process.on('uncaughtException', listener)
    expect(uncaught.mock.calls[0]![0]).toMatchObject({ message: 'in a callback' })
    await new Promise((resolve) => db.close(resolve))
  })

  it('are all called before the one of wait and of close', async () => {
    for (const parallel of [false, true]) {
      const db = new duckdb.Database(':memory:', { parallel })
      const log: string[] = []
      const note = (name: string) => () => log.push(name)
      db.run('create table t (i integer)', note('create'))
      const connection = db.connect()
      connection.all(slow, note('slow'))
      db.all(quick, note('quick'))
      await new Promise<void>((resolve) => db.wait(() => resolve()))
      expect([...log].sort()).toEqual(['create', 'quick', 'slow'])
      db.run('insert into t values (1)', note('insert'))
      connection.all(slow, note('slow again'))
      await new Promise((resolve) => db.close(resolve))
      expect([...log.slice(3)].sort()).toEqual(['insert', 'slow again'])
    }
  })
})

describe('what the driver cannot do', () => {
  it('says what to do instead', async () => {
    const db = await open()
    const connection = await db.connect()
    const code = 'not-supported'
    await expect(db.register_buffer('b', [], true)).rejects.toMatchObject({ code, message: /db\.append/ })
    await expect(db.unregister_buffer('b')).rejects.toMatchObject({ code })
    await expect(db.registerReplacementScan(() => null)).rejects.toMatchObject({ code, message: /view/ })
    expect(() => connection.register_bulk('b', 'integer', () => 1)).toThrow(/register_udf/)
    expect(() => db.get_ddb_internal().tokenize('select 1')).toThrow(/tokenizer/)
    db.register_udf('f', 'integer', () => 1)
    await db.unregister_udf('f')
    expect(() => db.register_udf('f', 'varchar', () => 'x')).toThrow(/another name/)
  })
})

it('is the same database for two openings of a file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'duckshift-compat-'))
  const first = await open({}, join(folder, 'x.db'))
  const second = await open({}, join(folder, 'x.db'))
  await first.exec('create table t as select 1 as i')
  expect(await second.all('from t')).toEqual([{ i: 1 }])
  await first.close()
  await second.run('insert into t values (2)')
  await second.close()
  const third = await open({}, join(folder, 'x.db'))
  expect(await third.all('select count(*)::integer as n from t')).toEqual([{ n: 2 }])
  await third.close()
  rmSync(folder, { recursive: true })
})

it('binds bytes and bigints as they are', async () => {
  const db = await open()
  const bytes = Buffer.from([0, 92, 120, 52, 49, 255])
  const rows = await db.all(
    'select ? as bytes, ? as small, ? as large, typeof(?) as type',
    bytes,
    42n,
    2n ** 80n,
    1n,
  )
  expect(rows).toEqual([{ bytes, small: 42n, large: 2n ** 80n, type: 'BIGINT' }])
})
