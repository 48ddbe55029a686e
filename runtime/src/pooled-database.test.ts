import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { Database } from './database.js'
import type { DatabaseOptions } from './database-options.js'
import { libuvThreads } from './scheduling/driver-calls.js'

const cleanUps: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

async function open(options: DatabaseOptions = {}, path = ':memory:') {
  const db = await Database.open(path, options)
  cleanUps.push(() => db.close())
  return db
}

async function temporaryFile() {
  const folder = await mkdtemp(join(tmpdir(), 'duckshift-'))
  cleanUps.push(() => rm(folder, { recursive: true }))
  return join(folder, 'data.duckdb')
}

const endless = 'select count(*) from range(100000000000) t(a) where a % 7 = 3'

describe('queries', () => {
  test('one throws NotFound, maybeOne gives undefined, execute counts', async () => {
    const db = await open()
    await db.execute('create table t(i int)')
    expect(await db.execute('insert into t values (1), (2)')).toEqual({ rowsChanged: 2 })
    expect(await db.one('select i from t order by i')).toEqual({ i: 1 })
    expect(await db.maybeOne('select i from t where i = 9')).toBeUndefined()
    await expect(db.one('select i from t where i = 9')).rejects.toMatchObject({ code: 'not-found' })
  })

  test('columns come with their names also without rows, in transactions and on held connections too', async () => {
    const db = await open({ coalesceReads: true })
    const sql = "select i, i % 2 = 0 as even, 'n' || i as name from range(5000) t(i) where i >= $1"
    const even = (from: number) => db.columns<{ i: bigint; even: boolean; name: string }>(sql, [from])
    const { i, name } = await even(1)
    expect([i.length, i[0], i.at(-1), name.at(-1)]).toEqual([4999, 1n, 4999n, 'n4999'])
    expect(await even(9_999)).toEqual({ i: [], even: [], name: [] })
    expect(await db.transaction(() => even(4_999))).toEqual({ i: [4999n], even: [false], name: ['n4999'] })
    await using connection = await db.connect()
    expect(await connection.columns('select 1 as one, 2 as one')).toEqual({ one: [1], 'one:1': [2] })
  })

  test('a large result is converted without stopping the process', async () => {
    const db = await open()
    let turns = 0
    const ticking = setInterval(() => {
      turns += 1
    }, 0)
    const rows = await db.query("select i, 'n' || i as name from range(200000) t(i) order by i")
    clearInterval(ticking)
    expect([rows.length, rows[0], rows.at(-1)]).toEqual([
      200_000,
      { i: 0n, name: 'n0' },
      { i: 199_999n, name: 'n199999' },
    ])
    expect(turns).toBeGreaterThan(3)
  })

  test('errors carry the SQL, and parameters only when asked', async () => {
    const secret = 'secret value'
    const failing = (db: Database) =>
      db.query("select ?::int + error('x')::int", [secret]).catch((error) => error)
    const error = await failing(await open())
    expect(error).toMatchObject({ sql: "select ?::int + error('x')::int" })
    expect(error.parameters).toBeUndefined()
    expect((await failing(await open({ parametersInErrors: true }))).parameters).toEqual([secret])
  })

  test.each([
    ['a timeout', () => ({ timeoutMs: 30 }), { code: 'timeout' }],
    ['an abort', () => ({ signal: AbortSignal.timeout(30) }), { name: 'TimeoutError' }],
  ])('%s interrupts, and the connection serves the next', async (_, options, expected) => {
    const db = await open({ pool: { max: 1 } })
    await expect(db.query(endless, undefined, options())).rejects.toMatchObject(expected)
    expect(await db.one('select 1 as i')).toEqual({ i: 1 })
  })

  test.each([
    ['a timeout', () => ({ timeoutMs: 30 }), { code: 'timeout' }],
    ['an abort', () => ({ signal: AbortSignal.timeout(30) }), { name: 'TimeoutError' }],
  ])(
    '%s interrupts a stream before its first row, also while all threads are busy',
    async (_, options, expected) => {
      const db = await open({ pool: { max: 8 } })
      const reading = async () => {
        for await (const _rows of db.stream(endless, undefined, options())) void _rows
      }
      const stopped = await Promise.allSettled(Array.from({ length: 6 }, reading))
      for (const outcome of stopped) {
        expect(outcome).toMatchObject({ status: 'rejected', reason: expected })
      }
      expect(await db.one('select 1 as i')).toEqual({ i: 1 })
    },
  )

  test('a transaction opened by hand is refused, since its next statement may run elsewhere', async () => {
    const db = await open()
    await expect(db.execute('begin')).rejects.toMatchObject({ code: 'transaction-state' })
    await db.execute('create table t(i int)')
    await expect(db.script('begin; insert into t values (1)')).rejects.toMatchObject({
      code: 'transaction-state',
    })
    expect(await db.query('from t')).toEqual([])
  })

  test('streams leave, fail and end without harm', async () => {
    const db = await open({ pool: { max: 1 } })
    for await (const rows of db.stream('select * from range(100000)')) {
      expect(rows.length).toBeGreaterThan(0)
      break
    }
    const reading = async (sql: string, options = {}) => {
      let count = 0
      for await (const rows of db.stream(sql, undefined, options)) count += rows.length
      return count
    }
    expect(await reading('select * from range(100000)')).toBe(100_000)
    const late = "select case when range = 3000000 then error('late') end from range(4000000)"
    await expect(reading(late)).rejects.toMatchObject({ code: 'transaction-aborted' })
    await expect(reading('from range(10000000000)', { timeoutMs: 30 })).rejects.toMatchObject({
      code: 'timeout',
    })
    await expect(
      reading('from range(10000000000)', { signal: AbortSignal.timeout(30) }),
    ).rejects.toMatchObject({ name: 'TimeoutError' })
    expect(await reading('select 1')).toBe(1)
  })
})

describe('the next borrower finds nothing of the last one', () => {
  test.each([
    ["set schema = 'other'", 'select current_schema() as x', 'main'],
    ['use other', 'select current_schema() as x', 'main'],
    ['set variable v = 5', "select getvariable('v') as x", null],
    [
      'create temp table leftover(i int)',
      "select count(*)::int as x from duckdb_tables() where table_name = 'leftover'",
      0,
    ],
    ['prepare p as select 1', 'select count(*)::int as x from duckdb_prepared_statements()', 0],
    ['begin', 'select (select txid_current()) as x', undefined],
  ])('%s', async (sql, probe, clean) => {
    const db = await open({ pool: { max: 1 } })
    await db.execute('create schema other')
    const connection = await db.connect()
    await connection.execute(sql)
    await connection.release()
    const first = await db.one<{ x: unknown }>(probe)
    if (clean === undefined) expect(await db.one(probe)).not.toEqual(first)
    else expect(first).toEqual({ x: clean })
  })

  test('a transaction left open is rolled back, and the connection is used again', async () => {
    const db = await open({ pool: { max: 1 } })
    await db.execute('create table t(i int)')
    const connection = await db.connect()
    await connection.execute('begin')
    await connection.execute('insert into t values (1)')
    await connection.release()
    expect(await db.query('from t')).toEqual([])
    expect(db.stats().pool).toMatchObject({ created: 1 })
  })

  test('a connection keeps its own state while it is held', async () => {
    const db = await open()
    const connection = await db.connect()
    await connection.execute('create temp table mine(i int)')
    await connection.execute('insert into mine values (1)')
    expect(await connection.query('from mine')).toEqual([{ i: 1 }])
    await expect(db.query('from mine')).rejects.toMatchObject({ code: 'catalog' })
    await connection.release()
  })

  test('a failed transaction by hand cannot be committed unnoticed', async () => {
    const db = await open()
    await db.execute('create table t(i int primary key)')
    const connection = await db.connect()
    await connection.script('begin')
    await connection.execute('insert into t values (1)')
    await connection.execute('insert into t values (1)').catch(() => undefined)
    await expect(connection.execute('commit')).rejects.toMatchObject({ code: 'transaction-aborted' })
    await connection.release()
    expect(await db.query('from t')).toEqual([])
  })
})

describe('options', () => {
  test('reach DuckDB', async () => {
    const db = await open({
      threads: 2,
      memoryLimit: '300MB',
      extensions: ['json'],
      config: { default_null_order: 'nulls_first' },
      onConnect: async (connection) => {
        await connection.execute("set variable greeting = 'hello'")
      },
    })
    const setting = async (name: string) =>
      (await db.one<{ v: string }>('select current_setting($1)::varchar as v', [name])).v
    expect(await setting('threads')).toBe('2')
    expect(await setting('memory_limit')).toMatch(/28\d/)
    expect(await setting('default_null_order')).toMatch(/NULLS_FIRST/i)
    expect(await db.one("select getvariable('greeting') as g")).toEqual({ g: 'hello' })
  })

  test('readOnly opens the file for reading, attach adds another', async () => {
    const file = await temporaryFile()
    const other = await temporaryFile()
    for (const path of [file, other]) {
      const db = await Database.open(path)
      await db.script('create table t(i int); insert into t values (1)')
      await db.close()
    }
    const db = await open({ readOnly: true, attach: [{ path: other, as: 'more', readOnly: true }] }, file)
    expect(await db.query('from t union all from more.t')).toEqual([{ i: 1 }, { i: 1 }])
    await expect(db.execute('insert into t values (2)')).rejects.toMatchObject({ code: 'read-only' })
  })

  test('pool.min makes connections at opening; an onConnect that fails fails the opening', async () => {
    expect((await open({ pool: { min: 2, max: 3 } })).stats().pool).toMatchObject({ idle: 2 })
    const failing = Database.open(':memory:', {
      pool: { min: 1 },
      onConnect: (connection) => connection.script('selec'),
    })
    await expect(failing).rejects.toMatchObject({ code: 'syntax' })
  })

  test("a pool beyond libuv's threads is warned of", async () => {
    const warnings: string[] = []
    const db = await open({ pool: { max: libuvThreads } })
    db.events.on('warning', ({ message }) => warnings.push(message))
    await vi.waitFor(() => expect(warnings).toHaveLength(1))
    expect(warnings[0]).toContain(`UV_THREADPOOL_SIZE=${libuvThreads + 1}`)
  })

  test("leaks reach the database's events", async () => {
    const db = await open({ pool: { leakDetectionMs: 10 } })
    const leaks: string[] = []
    const unleaked: number[] = []
    db.events
      .on('leak', ({ stack }) => leaks.push(stack))
      .on('unleaked', ({ heldMs }) => unleaked.push(heldMs))
    const connection = await db.connect()
    await vi.waitFor(() => expect(leaks).toHaveLength(1))
    expect(leaks[0]).toContain('pooled-database.test')
    await connection.release()
    expect(unleaked).toHaveLength(1)
  })
})

describe('closing', () => {
  test('waits for what runs and refuses what comes', async () => {
    const db = await open({ pool: { min: 1 } })
    const running = db.query('select count(*)::int as n from range(20000000) t(a) where a % 7 = 3')
    const closing = db.close()
    await expect(db.query('select 1')).rejects.toMatchObject({ code: 'closed' })
    await expect(running).resolves.toHaveLength(1)
    await closing
  })

  test('interrupts after deadlineMs', async () => {
    const db = await open()
    const running = expect(db.query(endless)).rejects.toMatchObject({ code: 'interrupted' })
    const held = await db.connect()
    await sleep(5)
    await db.close({ deadlineMs: 20 })
    await running
    await expect(held.query('select 1')).rejects.toMatchObject({ code: 'closed' })
  })

  test('does not wait for a stream that nobody reads on', async () => {
    const db = await open()
    const reading = db.stream('from range(1000000)')[Symbol.asyncIterator]()
    await reading.next()
    await db.close({ deadlineMs: 10 })
    await expect(reading.next()).rejects.toMatchObject({ code: 'closed' })
  })

  test('stops a stream that is being read', async () => {
    const db = await open()
    const reading = (async () => {
      for await (const _ of db.stream(`from range(100000000000)`)) await sleep(1)
    })()
    reading.catch(() => undefined)
    await sleep(20)
    await db.close({ deadlineMs: 10 })
    await expect(reading).rejects.toMatchObject({ code: 'closed' })
  })

  test('drain gives up after deadlineMs and says what is still out', async () => {
    const db = await open()
    const held = await db.connect()
    await expect(db.drain({ deadlineMs: 20 })).rejects.toMatchObject({ code: 'timeout' })
    await held.release()
    await db.drain()
  })

  test('drain lets those in the queue finish', async () => {
    const db = await open({ pool: { max: 1 } })
    const queued = Promise.all([1, 2, 3].map((n) => db.one('select $1::int as n', [n])))
    await db.drain()
    expect(await queued).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }])
    await expect(db.query('select 1')).rejects.toMatchObject({ code: 'closed' })
  })

  test('a database given up by DuckDB is opened again once, with its rows', async () => {
    const db = await open({ pool: { min: 2, max: 3 } }, await temporaryFile())
    await db.script('create table t(i int); insert into t values (1)')
    const reopened = vi.fn()
    db.events.on('reopened', reopened)
    const held = await db.connect()
    await db.execute("set debug_checkpoint_abort = 'before_header'")
    await expect(db.execute('checkpoint')).rejects.toMatchObject({ code: 'fatal' })
    await vi.waitFor(() => expect(reopened).toHaveBeenCalledOnce())
    expect(await Promise.all([1, 2, 3].map(() => db.query('from t')))).toEqual([
      [{ i: 1 }],
      [{ i: 1 }],
      [{ i: 1 }],
    ])
    await db.execute('insert into t values (2)')
    await expect(held.query('select 1')).rejects.toMatchObject({ code: 'closed' })
    expect(reopened).toHaveBeenCalledOnce()
  })
})

test('serialize runs one at a time for each key, and lets other keys pass', async () => {
  const db = await open()
  const order: string[] = []
  const work = (name: string, until?: Promise<unknown>) => async () => {
    order.push(`${name} starts`)
    await until
    order.push(`${name} ends`)
  }
  const other = db.serialize('b', () => db.serialize('b', work('b', sleep(1))))
  // The first of "a" ends only after "b": if "b" waited for "a", nothing would ever end.
  await Promise.all([
    db.serialize('a', work('a1', other)),
    db.serialize('a', work('a2', sleep(1))),
    db.serialize('c', work('c')),
  ])
  expect(order.filter((entry) => entry.startsWith('a'))).toEqual([
    'a1 starts',
    'a1 ends',
    'a2 starts',
    'a2 ends',
  ])
  expect(order.indexOf('b ends')).toBeLessThan(order.indexOf('a1 ends'))
  const controller = new AbortController()
  const holding = db.serialize('a', work('a3', sleep(10)))
  const waiting = db.serialize('a', work('never'), { signal: controller.signal })
  controller.abort(new Error('enough'))
  await expect(waiting).rejects.toThrow('enough')
  await holding
  await expect(db.serialize('a', async () => 'free')).resolves.toBe('free')
})
