import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Database } from '../database.js'
import { interceptedDriver } from '../driver/intercepted-driver.js'
import { recogniseSingleRowInsert } from './insert-rows.js'

let folder: string
let db: Database

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duckshift-group-'))
  db = await Database.open(join(folder, 'data.duckdb'), { groupWrites: true })
  await db.script("create sequence s; create table t(id int primary key, v varchar default nextval('s'))")
})

afterEach(async () => {
  await db.close()
  await rm(folder, { recursive: true })
})

const all = () => db.query('from t order by id')

describe('concurrent writes', () => {
  test('are all durable, in few commits, in the order they were asked', async () => {
    const results = await Promise.all(
      Array.from({ length: 100 }, (_, id) =>
        db.execute('insert into t(id, v) values (?, ?)', [id, `v${id}`]),
      ),
    )
    expect(results).toEqual(Array(100).fill({ rowsChanged: 1 }))
    expect(await all()).toEqual(Array.from({ length: 100 }, (_, id) => ({ id, v: `v${id}` })))
    expect(db.stats().transactions.committed).toBeLessThanOrEqual(2)
  })

  test('of different kinds share a commit, and later ones see earlier ones', async () => {
    await Promise.all([
      db.execute("insert into t values (1, 'a')"),
      db.execute('insert into t values ($2, $1)', ['b', 2]),
      db.execute("update t set v = v || '!'"),
      db.execute('insert into t values ($2, $1)', ['c', 3]),
      db
        .query('insert into t values (4, ?) returning id', ['d'])
        .then((rows) => expect(rows).toEqual([{ id: 4 }])),
      db
        .execute('delete from t where id = ?', [1])
        .then((result) => expect(result).toEqual({ rowsChanged: 1 })),
    ])
    expect(await all()).toEqual([
      { id: 2, v: 'b!' },
      { id: 3, v: 'c' },
      { id: 4, v: 'd' },
    ])
  })

  test('fail for themselves', async () => {
    await db.execute("insert into t values (5, 'there')")
    const outcomes = await Promise.allSettled(
      [4, 5, 6].map((id) => db.execute('insert into t values (?, ?)', [id, 'new'])),
    )
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(outcomes[1]).toMatchObject({ reason: { code: 'constraint', constraint: 'unique' } })
    expect(await all()).toEqual([
      { id: 4, v: 'new' },
      { id: 5, v: 'there' },
      { id: 6, v: 'new' },
    ])
  })

  test('are not made twice when the answer to their COMMIT is lost', async () => {
    let isLost = true
    const losing = interceptedDriver(async ({ sql, connection }) => {
      if (sql !== 'COMMIT' || !isLost) return undefined
      isLost = false
      await connection.run(sql)
      throw new Error('IO Error: the connection was lost')
    })
    await using shaky = await Database.open(':memory:', { groupWrites: true, driver: losing })
    await shaky.script('create table t(id int)')
    const writes = [1, 2, 3].map((id) => shaky.execute('insert into t values (?)', [id]))
    const outcomes = await Promise.allSettled(writes)
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    expect(await shaky.query('from t order by id')).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }])
    await Promise.all([4, 5].map((id) => shaky.execute('insert into t values (?)', [id])))
    expect(await shaky.query('from t where id > 3 order by id')).toEqual([{ id: 4 }, { id: 5 }])
  })

  test('tell of their commit once', async () => {
    const commits: number[] = []
    db.onCommit((writes) => commits.push(writes.length))
    await Promise.all([7, 8].map((id) => db.execute('insert into t(id) values (?)', [id])))
    expect(commits).toHaveLength(1)
  })

  test('of a transaction stay in it', async () => {
    const failing = db.transaction(async () => {
      await Promise.all([1, 2].map((id) => db.execute('insert into t(id) values (?)', [id])))
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await all()).toEqual([])
  })
})

test('rows are joined with renumbered parameters', () => {
  const forRows = (sql: string) => recogniseSingleRowInsert(sql)?.forRows(2)
  expect(forRows('insert into t values (?, now(), ?)')).toBe(
    'insert into t values ($1, now(), $2), ($3, now(), $4)',
  )
  expect(forRows("INSERT INTO t (a, b) VALUES ($2, coalesce($1, ')')); ")).toBe(
    "INSERT INTO t (a, b) VALUES ($2, coalesce($1, ')')), ($4, coalesce($3, ')'))",
  )
})

test.each([
  'insert into t values (?) returning id',
  'insert into t values (?) on conflict do nothing',
  'insert or ignore into t values (?)',
  'insert into t values (?), (?)',
  'insert into t values (1)',
  'insert into t values ($1, $1)',
  'insert into t values ($name)',
  'insert into t select ?',
  'update t set v = ?',
])('%s stays as it is', (sql) => {
  expect(recogniseSingleRowInsert(sql)).toBeUndefined()
})
