import { expect, it } from 'vitest'
import { interceptedDriver } from '../driver/intercepted-driver.js'
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

/** A database of few connections, whose first UPDATE ends when it is told to. */
async function heldUp(max: number) {
  let release!: () => void
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  let isFirst = true
  const driver = interceptedDriver(async ({ sql }) => {
    if (!sql.startsWith('UPDATE') || !isFirst) return undefined
    isFirst = false
    await released
    return undefined
  })
  const db = await Database.open(':memory:', { driver, pool: { max, acquireTimeoutMs: 200 } })
  await db.script(setUp)
  return { db, release }
}

it('lets reads have the connections for which updates would wait', async () => {
  const { db, release } = await heldUp(2)
  const updates = [more, more, moreReturning, 'DELETE FROM t WHERE n > 99'].map((sql) => db.query(sql))
  expect(await db.query('SELECT count(*)::INTEGER AS n FROM t')).toEqual([{ n: 2 }])
  await new Promise((resolve) => setTimeout(resolve, 400))
  expect(await db.query('SELECT count(*)::INTEGER AS n FROM t')).toEqual([{ n: 2 }])
  release()
  expect((await Promise.all(updates)).map((rows) => rows.length)).toEqual([1, 1, 1, 1])
  expect(await numberOf(db)).toBe(3n)
  await db.close()
})

it('takes no turn while others who wait for one have all connections', async () => {
  const { db, release } = await heldUp(2)
  const held = await Promise.all([db.connect(), db.connect()])
  const updates = held.map((connection) => connection.execute(more))
  const alone = db.execute(more)
  release()
  await Promise.all(updates)
  await Promise.all(held.map((connection) => connection.release()))
  await alone
  expect(await numberOf(db)).toBe(3n)
  await db.close()
})

it.each(['drain', 'close'] as const)('is waited for: %s', async (end) => {
  const { db, release } = await heldUp(1)
  const updates = [db.execute(more), db.execute(more), db.execute(moreReturning)]
  const ended = db[end]()
  await expect(db.execute(more)).rejects.toThrow()
  release()
  await Promise.all([...updates, ended])
  if (end === 'drain') await db.close()
})

it('is given up when closing has a deadline', async () => {
  const { db, release } = await heldUp(2)
  const updates = Promise.allSettled([db.execute(more), db.execute(more), db.execute(more)])
  const closed = db.close({ deadlineMs: 50 })
  setTimeout(release, 200)
  await closed
  expect((await updates).filter(({ status }) => status === 'rejected').length).toBeGreaterThanOrEqual(2)
})
