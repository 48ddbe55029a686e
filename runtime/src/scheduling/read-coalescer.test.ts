import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openPooledDatabase, type PooledDatabase } from '../pooled-database.js'
import { recognisePointRead } from './point-read.js'

let db: PooledDatabase

beforeEach(async () => {
  db = await openPooledDatabase(':memory:', { coalesceReads: true, pool: { max: 3 } })
  await db.script(`
    create table models(id int primary key, name varchar, owner varchar, since timestamp);
    insert into models select range, 'model ' || range, 'owner ' || range % 7, make_timestamp(range * 1000000) from range(1000)`)
})

afterEach(() => db.close())

const borrowed = () => db.stats().pool.acquired

describe('concurrent point reads', () => {
  test('of one text become one statement, each with its own rows', async () => {
    const before = borrowed()
    const rows = await Promise.all(
      Array.from({ length: 100 }, (_, id) => db.maybeOne('select * from models where id = $1', [id * 11])),
    )
    rows.forEach((row, index) => {
      const id = index * 11
      expect(row).toEqual(
        id < 1000
          ? { id, name: `model ${id}`, owner: `owner ${id % 7}`, since: new Date(id * 1000) }
          : undefined,
      )
    })
    expect(borrowed() - before).toBeLessThanOrEqual(3)
  })

  test.each([
    ['select count(*)::int as n, max(id) as top from models where owner = ?', (n: number) => [`owner ${n}`]],
    [
      'select name from models where owner = $owner and id > $least',
      (n: number) => ({ owner: `owner ${n}`, least: 900 }),
    ],
    ['select id, $2 || name as label from models where id = $1', undefined],
    [
      'select m.name, o.name as other from models m join models o on o.id = m.id + 1 where m.id = $1',
      (n: number) => [n],
    ],
    ['select name from models where id = ? limit 1', (n: number) => [n]],
    ['select name, id as name from models where id = ?', (n: number) => [n]],
    ["select name from models where id = ? -- it's a comment", (n: number) => [n]],
    ['select name from models where id = ?;', (n: number) => [String(n)]],
    [
      'select (select count(*) from models b where b.id < a.id)::int as smaller from models a where id = ?',
      (n: number) => [n],
    ],
  ])('%s gives what it gives alone', async (sql, given) => {
    const parametersOf: (n: number) => readonly unknown[] | Readonly<Record<string, unknown>> =
      given ?? ((n) => [n, 'label '])
    const numbers = Array.from({ length: 9 }, (_, n) => n)
    const together = await Promise.all(numbers.map((n) => db.query(sql, parametersOf(n))))
    for (const n of numbers) expect(together[n]).toEqual(await db.query(sql, parametersOf(n)))
  })

  test('of one key are read once, into objects of their own', async () => {
    const [a, b] = await Promise.all([1, 2].map(() => db.one('select * from models where id = ?', [5])))
    expect(a).toEqual(b)
    expect(a).not.toBe(b)
  })

  test('fail for themselves', async () => {
    const outcomes = await Promise.allSettled(
      ['1', 'x', '2'].map((id) => db.one('select id from models where id = ?', [id])),
    )
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(outcomes[1]).toMatchObject({ reason: { code: 'conversion' } })
  })

  test('of a transaction stay in it', async () => {
    await db.transaction(async () => {
      await db.execute("update models set name = 'new' where id = 1")
      const rows = await Promise.all([1, 2].map((id) => db.one('select name from models where id = ?', [id])))
      expect(rows).toEqual([{ name: 'new' }, { name: 'model 2' }])
    })
  })

  test('see what was written before they were asked', async () => {
    await db.execute("update models set name = 'written' where id = 3")
    const rows = await Promise.all([3, 4].map((id) => db.one('select name from models where id = ?', [id])))
    expect(rows).toEqual([{ name: 'written' }, { name: 'model 4' }])
  })
})

test.each([
  'select * from models order by id',
  'select * from models where id > ?',
  'select * from models where id <= ?',
  'select random() from models where id = ?',
  'select * from models where id = ? order by name',
  'insert into models select * from models where id = ?',
  'select ? from models where id = 1',
  "select * from models where name = '?'",
])('%s is no point read', (sql) => {
  expect(recognisePointRead(sql)).toBeUndefined()
})
