import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Driver, DriverConnection, Parameters, Row } from '../driver/driver.js'
import type { OpenDriver } from '../driver/intercepted-driver.js'
import { DatabaseError, type DatabaseErrorCode } from '../errors/database-error.js'

/** What Vitest, Jest and node:test have in common. */
export interface TestRunner {
  readonly describe: (name: string, define: () => void) => unknown
  readonly test: ((name: string, run: () => Promise<void>) => unknown) & {
    readonly skip?: (name: string, run: () => Promise<void>) => unknown
  }
}

/** What a driver may lack: its tests are declared as skipped. */
export type DriverAbility = 'interrupt'

/** Values that must come back as they went in: an expression of DuckDB for each. */
const exactValues = [
  'true',
  '(-128)::TINYINT',
  '9223372036854775807::BIGINT',
  '(-170141183460469231731687303715884105728)::HUGEINT',
  '12345678901234567.89::DECIMAL(19, 2)',
  "'infinity'::DOUBLE",
  "'ü 🦆 '''::VARCHAR",
  "'\\x00\\xFF'::BLOB",
  "DATE '1969-12-31'",
  "TIMESTAMP '2024-02-29 12:00:00.123456'",
  "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::UUID",
  "TIMESTAMPTZ '1900-01-01 00:00:00.000001+00'",
  "INTERVAL '1 month -3 days 5 microseconds'",
  '[1, NULL, 3]',
  "{'a': 1, 'b': ['x', NULL]}",
  "MAP {'k': 1::BIGINT}",
  'NULL::INTEGER',
]

const endless = 'select count(*) from range(100000000000) t(a) where a % 7 = 3'

/**
 * Declares the tests that every driver must pass, on real databases in temporary folders:
 *
 *     import { describe, test } from 'vitest'
 *     testDriver(openMyDriver, { describe, test })
 *
 * What `lacks` names is skipped, and named in the test's title.
 */
export function testDriver(
  open: OpenDriver,
  { describe, test }: TestRunner,
  { lacks = [] }: { readonly lacks?: readonly DriverAbility[] } = {},
): void {
  const onConnection = (
    name: string,
    work: (connection: DriverConnection, driver: Driver) => Promise<void>,
  ) =>
    test(name, async () => {
      const driver = await open(':memory:', {})
      const connection = await driver.connect()
      try {
        await work(connection, driver)
      } finally {
        connection.close()
        driver.close()
      }
    })

  describe('statements', () => {
    onConnection('give rows, columns and batches in each format', async (connection) => {
      const sql = "select i, 'n' || i as name, null as none from range(5000) t(i)"
      const rows = await rowsOf(connection, sql)
      assert.equal(rows.length, 5000)
      assert.deepEqual(rows[4999], { i: 4999n, name: 'n4999', none: null })
      const [json] = await (await connection.run(sql)).rows('json')
      assert.deepEqual(json, { i: '0', name: 'n0', none: null })
      const columns = await (await connection.run(sql)).columns('js')
      assert.deepEqual(Object.keys(columns), ['i', 'name', 'none'])
      assert.deepEqual([columns.name?.length, columns.name?.at(-1)], [5000, 'n4999'])
      const none = await (await connection.run('select 1 as a where false')).columns('js')
      assert.deepEqual(none, { a: [] })
      let batched = 0
      for await (const batch of (await connection.run(sql)).batches('js')) batched += batch.length
      assert.equal(batched, 5000)
    })

    onConnection('run several in one text, and count what they change', async (connection) => {
      await connection.run('create table t(i int); insert into t values (1), (2), (3)')
      assert.equal((await connection.run('update t set i = i + 1 where i > $1', [1])).rowsChanged, 2)
      assert.equal((await connection.run('select 1')).rowsChanged, 0)
    })

    onConnection(
      'take positional and named parameters, and refuse too many or too few',
      async (connection) => {
        assert.deepEqual(await rowsOf(connection, 'select ? as a, ? as b', [1, 'x']), [{ a: 1, b: 'x' }])
        assert.deepEqual(await rowsOf(connection, 'select $a::int + $b::int as sum', { a: 1, b: 2 }), [
          { sum: 3 },
        ])
        await rejects(connection.run('select ?, ?', [1]), 'binder')
        await rejects(connection.run('select $a, $b', { a: 1 }), 'binder')
        await rejects(connection.run('select $a', { a: 1, b: 2 }), 'binder')
      },
    )

    onConnection('see what changed in the schema since they ran last', async (connection) => {
      await connection.run('create table t(i int)')
      await connection.run('insert into t values ($1)', [1])
      const sql = 'select * from t where i = $1'
      assert.deepEqual(await rowsOf(connection, sql, [1]), [{ i: 1 }])
      await connection.run("alter table t add column name varchar default 'new'")
      assert.deepEqual(await rowsOf(connection, sql, [1]), [{ i: 1, name: 'new' }])
      await connection.run('drop table t')
      await rejects(connection.run(sql, [1]), 'catalog')
    })

    onConnection('keep every value exactly, there and back', async (connection) => {
      for (const expression of exactValues) {
        const typed = `(select ${expression})`
        const [row] = await (await connection.run(`select ${typed} as v, typeof(${typed}) as t`)).rows(
          'exact',
        )
        const sql = `select $1::${String(row?.t)} is not distinct from ${expression} as same`
        assert.deepEqual(await rowsOf(connection, sql, [row?.v]), [{ same: true }], expression)
      }
    })

    onConnection('reject with typed errors that keep the cause and the SQL', async (connection) => {
      await connection.run('create table t(i int primary key, n int not null)')
      await connection.run('insert into t values (1, 1)')
      const cases: [string, DatabaseErrorCode][] = [
        ['selec', 'syntax'],
        ['select nothing from t', 'binder'],
        ['from nowhere', 'catalog'],
        ["select 'x'::int", 'conversion'],
        ['insert into t values (1, 1)', 'constraint'],
        ['insert into t values (2, null)', 'constraint'],
      ]
      for (const [sql, code] of cases) {
        const error = await rejects(connection.run(sql), code)
        assert.ok(error.cause instanceof Error)
        assert.equal(error.sql, sql)
      }
    })
  })

  describe('a stream', () => {
    onConnection('gives all rows, and takes parameters', async (connection) => {
      let rows = 0
      for await (const batch of connection.stream('select * from range($1::int)', [100_000], 'js'))
        rows += batch.length
      assert.equal(rows, 100_000)
    })

    test('that is left lets go of the connection and of the file', async () => {
      await inFolder(async (path) => {
        const driver = await open(path, {})
        const connection = await driver.connect()
        await connection.run('create table t as from range(100000)')
        for await (const _ of connection.stream('from t', undefined, 'js')) break
        assert.deepEqual(await rowsOf(connection, 'select 1 as one'), [{ one: 1 }])
        connection.close()
        driver.close()
        const again = await open(path, {})
        const other = await again.connect()
        assert.deepEqual(await rowsOf(other, 'select count(*)::int as n from t'), [{ n: 100_000 }])
        other.close()
        again.close()
      })
    })
  })

  describe('an append', () => {
    onConnection('takes arrays, objects and iterators, and counts', async (connection) => {
      await connection.run('create table t(i int, name varchar)')
      const target = { table: 't' }
      assert.equal(await connection.append(target, [[1, 'a'], { i: 2, name: 'b' }]), 2)
      async function* many() {
        for (let i = 3; i <= 5000; i += 1) yield [i, `n${i}`]
      }
      assert.equal(await connection.append(target, many()), 4998)
      assert.deepEqual(await rowsOf(connection, 'select count(*)::int as n, max(i) as top from t'), [
        { n: 5000, top: 5000 },
      ])
    })

    onConnection('joins the open transaction', async (connection) => {
      await connection.run('create table t(i int)')
      await connection.run('begin')
      await connection.append({ table: 't' }, [[1], [2]])
      await connection.run('rollback')
      assert.deepEqual(await rowsOf(connection, 'from t'), [])
    })

    onConnection('that fails leaves nothing', async (connection) => {
      await connection.run('create table t(i int primary key)')
      await rejects(connection.append({ table: 't' }, [[1], [1]]), 'constraint')
      await rejects(connection.append({ table: 't' }, [['no number']]), 'conversion')
      assert.deepEqual(await rowsOf(connection, 'from t'), [])
    })
  })

  describe('a connection', () => {
    const onInterruptible = lacks.includes('interrupt')
      ? (name: string) => test.skip?.(`${name} (the driver cannot)`, async () => undefined)
      : onConnection
    onInterruptible('stops when it is interrupted, and goes on afterwards', async (connection) => {
      const stopped = rejects(connection.run(endless), 'interrupted')
      const repeat = setInterval(() => connection.interrupt(), 5)
      await stopped
      clearInterval(repeat)
      assert.deepEqual(await rowsOf(connection, 'select 1 as one'), [{ one: 1 }])
    })

    onConnection(
      'sees the same database as the others, and conflicts with them',
      async (connection, driver) => {
        const other = await driver.connect()
        await connection.run('create table t(i int); insert into t values (1)')
        assert.deepEqual(await rowsOf(other, 'from t'), [{ i: 1 }])
        for (const each of [connection, other]) await each.run('begin')
        await connection.run('update t set i = 2')
        await rejects(other.run('update t set i = 3'), 'conflict')
        await connection.run('commit')
        await other.run('rollback')
        other.close()
      },
    )

    onConnection('that is closed inside a transaction rolls it back', async (connection, driver) => {
      await connection.run('create table t(i int)')
      const other = await driver.connect()
      await other.run('begin; insert into t values (1)')
      other.close()
      await rejects(other.run('select 1'), 'closed')
      assert.deepEqual(await rowsOf(connection, 'from t'), [])
    })
  })

  test('a file opened twice in one process is one database', async () => {
    await inFolder(async (path) => {
      const [first, second] = [await open(path, {}), await open(path, {})]
      const [one, two] = [await first.connect(), await second.connect()]
      await one.run('create table t(i int)')
      await two.run('insert into t values (1)')
      assert.deepEqual(await rowsOf(one, 'from t'), [{ i: 1 }])
      for (const closing of [one, two, first, second]) closing.close()
    })
  })
}

async function rowsOf(connection: DriverConnection, sql: string, parameters?: Parameters): Promise<Row[]> {
  return (await connection.run(sql, parameters)).rows('js')
}

async function rejects(running: Promise<unknown>, code: DatabaseErrorCode): Promise<DatabaseError> {
  const error = await running.then(
    () => assert.fail(`should have failed with ${code}`),
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof DatabaseError, `${String(error)} is a DatabaseError`)
  assert.equal(error.code, code)
  return error
}

async function inFolder(work: (path: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'duckshift-driver-'))
  try {
    await work(join(folder, 'data.duckdb'))
  } finally {
    await rm(folder, { recursive: true })
  }
}
