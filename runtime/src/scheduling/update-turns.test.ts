import { expect, it } from 'vitest'
import { Database } from '../index.js'
import { UpdateTurns } from './update-turns.js'

const setUp = "CREATE TABLE t (k VARCHAR PRIMARY KEY, n BIGINT); INSERT INTO t VALUES ('a', 0), ('b', 0)"
const more = "UPDATE t SET n = n + 1 WHERE k = 'a'"
const moreReturning = `${more} RETURNING n`
const numberOf = async (db: Database) => (await db.one<{ n: bigint }>("SELECT n FROM t WHERE k = 'a'")).n

it('loses no update of one row, in place and not', async () => {
  await using db = await Database.open(':memory:', { pool: { max: 3 } })
  await db.script(setUp)
  for (let round = 1; round <= 20; round += 1) {
    await Promise.all([db.execute(more), db.query(moreReturning), db.query('FROM t'), db.execute(more)])
    expect(await numberOf(db)).toBe(BigInt(round * 3))
  }
  expect(db.stats().conflictsRetried).toBe(0)
})

it('lets those who hear of a commit change the same table', async () => {
  await using db = await Database.open(':memory:')
  await db.script(setUp)
  const stop = db.onCommit(async () => {
    stop()
    await db.execute(more)
  })
  await db.execute(more)
  expect(await numberOf(db)).toBe(2n)
})

it('makes nobody wait for an open transaction', async () => {
  await using db = await Database.open(':memory:')
  await db.script(setUp)
  await using other = await db.connect()
  await db.transaction(async () => {
    await db.execute(more)
    await other.execute("UPDATE t SET n = 7 WHERE k = 'b'")
  })
  expect(await db.query('SELECT n FROM t ORDER BY k')).toEqual([{ n: 1n }, { n: 7n }])
})

it('gives the place of who gives up to the next, in order', async () => {
  const turns = new UpdateTurns()
  const abort = new AbortController()
  const first = turns.take(more) as () => void
  const second = turns.take(moreReturning, abort.signal)
  const order: string[] = []
  const third = Promise.resolve(turns.take('DELETE FROM "T"')).then(() => order.push('third'))
  abort.abort(new Error('no more'))
  await expect(second).rejects.toThrow('no more')
  expect(order).toEqual([])
  first()
  await third
  expect(order).toEqual(['third'])
})

it.each(['INSERT INTO t VALUES (1)', 'SELECT 1 AS "update"', 'BEGIN', 'CREATE OR REPLACE TABLE t (i INT)'])(
  'leaves out what changes no rows that are there: %s',
  (sql) => {
    const turns = new UpdateTurns()
    turns.take(more)
    expect(turns.take(sql)).toBe(undefined)
  },
)

it('tells tables apart', () => {
  const turns = new UpdateTurns()
  turns.take(more)
  expect(turns.take('UPDATE u SET n = 1')).toBeTypeOf('function')
  expect(turns.take('INSERT OR REPLACE INTO main.t VALUES (1)')).toBeInstanceOf(Promise)
})
