/** Twelve traps of DuckDB on Node: what the bare driver does, and what the runtime does instead. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { type DuckDBConnection, DuckDBInstance, listValue } from '@duckdb/node-api'
import { Database } from '@duckshift/runtime'
import { afterEach, beforeEach, expect, test } from 'vitest'

let folder: string
let file: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duckshift-facts-'))
  file = join(folder, 'data.duckdb')
})

afterEach(() => rm(folder, { recursive: true }))

async function bare(work: (connection: DuckDBConnection, instance: DuckDBInstance) => Promise<void>) {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await work(connection, instance)
  connection.closeSync()
  instance.closeSync()
}

async function migrated(work: (db: Database) => Promise<void>) {
  await using db = await Database.open(':memory:', { pool: { max: 3 } })
  await work(db)
}

const idsOf = async (path: string) => {
  const instance = await DuckDBInstance.create(path)
  const connection = await instance.connect()
  const rows = await (await connection.run('select i from t order by i')).getRowObjectsJS()
  connection.closeSync()
  instance.closeSync()
  return rows.map(({ i }) => i)
}

test('S1: one file opened twice in a process loses committed rows', async () => {
  const first = await DuckDBInstance.create(file)
  const one = await first.connect()
  await one.run('create table t(i int); checkpoint')
  const second = await DuckDBInstance.create(file)
  const two = await second.connect()
  await one.run('insert into t values (1)')
  await two.run('insert into t values (2)')
  for (const open of [one, two]) open.closeSync()
  first.closeSync()
  second.closeSync()
  expect(await idsOf(file)).toHaveLength(1)

  const safe = join(folder, 'safe.duckdb')
  const [a, b] = [await Database.open(safe), await Database.open(join(folder, '.', 'safe.duckdb'))]
  await a.execute('create table t(i int)')
  await a.execute('insert into t values (1)')
  await b.execute('insert into t values (2)')
  await Promise.all([a.close(), b.close()])
  expect(await idsOf(safe)).toEqual([1, 2])
})

test('S2: COMMIT of an aborted transaction resolves and rolls back', async () => {
  const setUp = 'create table t(i int primary key)'
  await bare(async (connection) => {
    await connection.run(setUp)
    await connection.run('begin')
    await connection.run('insert into t values (1)')
    await connection.run('insert into t values (1)').catch(() => undefined)
    await connection.run('commit')
    expect((await connection.run('from t')).rowCount).toBe(0)
  })
  await migrated(async (db) => {
    await db.execute(setUp)
    const transaction = db.transaction(async () => {
      await db.execute('insert into t values (1)')
      await db.execute('insert into t values (1)').catch(() => undefined)
    })
    await expect(transaction).rejects.toMatchObject({ code: 'transaction-aborted' })
  })
})

test('S3: a stream that fails half way ends as if it were complete', async () => {
  const sql =
    "select case when range = 900000 then error('late')::int else range end as i from range(1000000)"
  await bare(async (connection) => {
    let rows = 0
    for await (const chunk of (await connection.stream(sql)).yieldRows()) rows += chunk.length
    expect(rows).toBeGreaterThan(0)
    expect(rows).toBeLessThan(1_000_000)
  })
  await migrated(async (db) => {
    const reading = async () => {
      for await (const _ of db.stream(sql)) void _
    }
    await expect(reading()).rejects.toMatchObject({ code: 'transaction-aborted' })
  })
})

test('S4: another statement on its connection cuts a stream short', async () => {
  const sql = 'select range as i from range(1000000)'
  await bare(async (connection) => {
    let rows = 0
    for await (const chunk of (await connection.stream(sql)).yieldRows()) {
      rows += chunk.length
      await connection.run('select 1')
    }
    expect(rows).toBeLessThan(1_000_000)
  })
  await migrated(async (db) => {
    const read = async () => {
      let rows = 0
      for await (const batch of db.stream(sql)) {
        if (rows % 100_000 < 2048) await db.query('select 1')
        rows += batch.length
      }
      return rows
    }
    expect(await read()).toBe(1_000_000)
    expect(await db.transaction(read)).toBe(1_000_000)
  })
})

test('S5: a prepared statement that callers share returns the rows of others', async () => {
  const ids = Array.from({ length: 200 }, (_, id) => id)
  await bare(async (connection) => {
    const statement = await connection.prepare('select $1::int as id')
    const rows = await Promise.all(
      ids.map(async (id) => {
        statement.bindInteger(1, id)
        return (await statement.run()).getRowObjectsJS()
      }),
    )
    expect(rows.filter(([row], id) => row!.id !== id).length).toBeGreaterThan(0)
  })
  await migrated(async (db) => {
    const readAll = () => Promise.all(ids.map((id) => db.one<{ id: number }>('select $1::int as id', [id])))
    for (const rows of [await readAll(), await db.transaction(readAll)]) {
      expect(rows.map(({ id }) => id)).toEqual(ids)
    }
  })
})

const endless = 'select count(*) from range(100000000000) t(a) where a % 7 = 3'

test('S6: a connection disconnected while it runs never answers', async () => {
  const program = `
    import { DuckDBInstance } from '@duckdb/node-api'
    const connection = await (await DuckDBInstance.create(':memory:')).connect()
    let settled = false
    const settle = () => { settled = true }
    connection.run(${JSON.stringify(endless)}).then(settle, settle)
    await new Promise((resolve) => setTimeout(resolve, 700))
    connection.disconnectSync()
    await new Promise((resolve) => setTimeout(resolve, 700))
    console.log(settled ? 'settled' : 'never settled')
    process.kill(process.pid, 'SIGKILL')`
  const bareDriver = promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
    cwd: import.meta.dirname,
  })
  // It cannot even exit by itself, so it kills itself: its output comes with the rejection.
  await expect(bareDriver).rejects.toMatchObject({ stdout: 'never settled\n' })

  const db = await Database.open(':memory:')
  const running = expect(db.query(endless)).rejects.toMatchObject({ code: 'interrupted' })
  while (db.stats().pool.inUse === 0) await sleep(1)
  await sleep(20)
  await db.close({ deadlineMs: 10 })
  await running
})

test('S7: an interrupt is lost while the call waits for a thread', async () => {
  const short = 'select count(*)::int as n from range(60000000) t(a) where a % 7 = 3'
  const instance = await DuckDBInstance.create(':memory:')
  const connections = await Promise.all(Array.from({ length: 9 }, () => instance.connect()))
  const queued = connections.pop()!
  const blocking = connections.map((connection) => connection.run(endless).catch(() => undefined))
  const lost = queued.run(short)
  queued.interrupt()
  await sleep(20)
  const repeat = setInterval(() => {
    for (const connection of connections) connection.interrupt()
  }, 5)
  await Promise.all(blocking)
  clearInterval(repeat)
  await expect(lost).resolves.toBeDefined()
  for (const connection of [...connections, queued]) connection.closeSync()
  instance.closeSync()

  await using db = await Database.open(':memory:', { pool: { max: 9 } })
  const signal = AbortSignal.timeout(30)
  const stopped = await Promise.allSettled(
    Array.from({ length: 9 }, () => db.query(endless, undefined, { signal })),
  )
  expect(stopped.map(({ status }) => status)).toEqual(Array(9).fill('rejected'))
})

test('S8: lists, dates and buffers are refused or match nothing', async () => {
  const sql = 'select count(*)::int as n from range(5) t(i) where i in (select unnest($1))'
  await bare(async (connection) => {
    const withNull = await connection.run(sql, [listValue([null, 2])]).then(
      async (result) => (await result.getRowObjectsJS())[0]!.n,
      () => 'refused',
    )
    expect([0, 'refused']).toContain(withNull)
    for (const value of [new Date(0), Buffer.from('x'), [1], { a: 1 }, undefined, listValue([])]) {
      await expect(connection.run('select $1', [value as never])).rejects.toThrow()
    }
  })
  await migrated(async (db) => {
    expect(await db.one(sql, [[null, 2]])).toEqual({ n: 1 })
    expect(await db.one(sql, [[]])).toEqual({ n: 0 })
    expect(await db.one('select $1::timestamp as t', [new Date(0)])).toEqual({ t: new Date(0) })
    expect(
      await db.one('select $1::blob::varchar as b, $2 as l, $3 as s, $4 as u', [
        Buffer.from('x'),
        [1],
        { a: 1 },
        undefined,
      ]),
    ).toEqual({ b: 'x', l: [1], s: { a: 1 }, u: null })
  })
})

test('S9: the tables of a statement with parameters, and of writes, are unknown to the driver; commits name their writes', async () => {
  await bare(async (connection) => {
    await connection.run('create table t(i int)')
    const tables = (sql: string) => [
      ...(
        connection as unknown as { getTableNames(sql: string, qualified: boolean): readonly string[] }
      ).getTableNames(sql, false),
    ]
    expect(tables('select * from t')).toEqual(['t'])
    expect(tables('select * from t where i = $1')).toEqual([])
    expect(tables('update t set i = 1')).toEqual([])
  })
  await migrated(async (db) => {
    await db.execute('create table t(i int)')
    const writes: string[] = []
    db.onCommit((committed) => writes.push(...committed.map(({ sql }) => sql)))
    await db.execute('insert into t values ($1)', [1])
    await db.transaction(() => db.execute('update t set i = 2'))
    expect(writes).toEqual(['insert into t values ($1)', 'update t set i = 2'])
  })
})

test('S10: write skew commits on both sides; serialize keeps the invariant', async () => {
  const setUp =
    "create or replace table duty(name varchar, works boolean); insert into duty values ('a', true), ('b', true)"
  const leave = async (query: (sql: string) => Promise<{ n: number }[]>, name: string) => {
    const [row] = await query('select count(*)::int as n from duty where works')
    await sleep(5)
    if (row!.n > 1) await query(`update duty set works = false where name = '${name}'`)
  }
  await bare(async (connection, instance) => {
    await connection.run(setUp)
    const other = await instance.connect()
    await Promise.all(
      (
        [
          [connection, 'a'],
          [other, 'b'],
        ] as const
      ).map(async ([own, name]) => {
        await own.run('begin')
        await leave(async (sql) => (await (await own.run(sql)).getRowObjectsJS()) as { n: number }[], name)
        await own.run('commit')
      }),
    )
    expect((await connection.run('from duty where works')).rowCount).toBe(0)
    other.closeSync()
  })
  await migrated(async (db) => {
    await db.script(setUp)
    await Promise.all(
      ['a', 'b'].map((name) =>
        db.serialize('duty', () => db.transaction(() => leave((sql) => db.query(sql), name))),
      ),
    )
    expect(await db.query('from duty where works')).toHaveLength(1)
  })
})

test('S11: a stream that is left before its end keeps its file from being opened again', async () => {
  // The opening spins on a thread of libuv for ever: in a process of its own, which kills itself.
  const program = `
    import { DuckDBInstance } from '@duckdb/node-api'
    const instance = await DuckDBInstance.fromCache(process.argv[1])
    const connection = await instance.connect()
    await connection.run('create table t as from range(100000)')
    const result = await connection.stream('from t')
    await result.fetchChunk()
    connection.disconnectSync()
    instance.closeSync()
    const opened = DuckDBInstance.fromCache(process.argv[1]).then(() => 'opened')
    console.log(await Promise.race([opened, new Promise((resolve) => setTimeout(resolve, 700, 'waits'))]))
    void result
    process.kill(process.pid, 'SIGKILL')`
  const bareDriver = promisify(execFile)(process.execPath, ['--input-type=module', '-e', program, file], {
    cwd: import.meta.dirname,
  })
  await expect(bareDriver).rejects.toMatchObject({ stdout: 'waits\n' })

  const safe = join(folder, 'safe.duckdb')
  const first = await Database.open(safe)
  await first.execute('create table t as from range(100000)')
  for await (const _ of first.stream('from t')) break
  await first.close()
  await using second = await Database.open(safe)
  expect(await second.one('select count(*)::int as n from t')).toEqual({ n: 100_000 })
})

test('S12: an update in place and one that puts the row back both succeed, and one is lost', async () => {
  const setUp = 'create table t(i int primary key, n int); insert into t values (1, 0)'
  const updates = ['update t set n = n + 1', 'update t set n = n + 1 returning n']
  await bare(async (connection, instance) => {
    await connection.run(setUp)
    const other = await instance.connect()
    await connection.run('begin')
    await other.run('begin')
    await other.run('from t')
    await connection.run(updates[0]!)
    await connection.run('commit')
    await other.run(updates[1]!)
    await other.run('commit')
    expect(await (await connection.run('select n from t')).getRowsJS()).toEqual([[1]])
    other.closeSync()
  })
  await migrated(async (db) => {
    await db.script(setUp)
    for (let round = 0; round < 20; round += 1) await Promise.all(updates.map((sql) => db.query(sql)))
    expect(await db.query('select n from t')).toEqual([{ n: 40 }])
  })
})
