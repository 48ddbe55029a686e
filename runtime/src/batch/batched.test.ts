import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Database } from '../database.js'
import { Repository } from '../repository.js'
import { ChaosDriver } from '../testing/chaos-driver.js'

type Item = { readonly id: number; name: string }

class Items extends Repository {
  readonly queries: (readonly number[])[] = []
  readonly byId = this.batch(
    (ids: readonly number[]) => {
      this.queries.push(ids)
      return this.db.query<Item>('select id, name from items where id in (select unnest($1::int[]))', [ids])
    },
    { keyOf: (row) => row.id, maxSize: 100 },
  )
  readonly add = this.batchWrite((rows: readonly Item[]) => this.db.append('items', rows))
}

let db: Database
let items: Items
let chaos: ChaosDriver

beforeEach(async () => {
  chaos = new ChaosDriver()
  db = await Database.open(':memory:', { driver: chaos.open })
  await db.script(
    "create table items(id int primary key, name varchar); insert into items select range, 'n' || range from range(500)",
  )
  items = new Items(db)
})
afterEach(() => db.close())

describe('batch', () => {
  it('makes one query of a turn, ordered by the callers, with undefined for what is missing', async () => {
    const ids = [7, 3, 9_999, 7, 0]
    const found = await Promise.all(ids.map((id) => items.byId(id)))
    expect(found.map((row) => row?.name)).toEqual(['n7', 'n3', undefined, 'n7', 'n0'])
    expect(items.queries).toEqual([[7, 3, 9_999, 0]])
    found[0]!.name = 'changed'
    expect(found[3]!.name).toBe('n7')
    expect((await items.byId(7))?.name).toBe('n7')
    expect(items.queries.length).toBe(2)
  })

  it('splits what is more than one query takes', async () => {
    const found = await Promise.all(Array.from({ length: 250 }, (_, id) => items.byId(id)))
    expect(found.map((row) => row?.id)).toEqual(Array.from({ length: 250 }, (_, id) => id))
    expect(items.queries.map((keys) => keys.length)).toEqual([100, 100, 50])
  })

  it('never mixes a transaction with what is outside of it', async () => {
    const outside = () => items.byId(1)
    let seen: unknown
    const transaction = db.transaction(async () => {
      await db.execute("update items set name = 'uncommitted' where id = 1")
      seen = await items.byId(1)
      throw new Error('no')
    })
    const [, row] = await Promise.all([transaction.catch(() => undefined), outside()])
    expect(seen).toMatchObject({ name: 'uncommitted' })
    expect(row).toMatchObject({ name: 'n1' })
  })

  it('rejects every caller with the error of the query', async () => {
    await db.execute('drop table items')
    const outcomes = await Promise.allSettled([items.byId(1), items.byId(2)])
    expect(outcomes).toMatchObject([{ reason: { code: 'catalog' } }, { reason: { code: 'catalog' } }])
  })
})

describe('batchWrite', () => {
  it('commits a turn in one transaction', async () => {
    const before = db.stats().transactions.committed
    await Promise.all(Array.from({ length: 300 }, (_, index) => items.add({ id: 1_000 + index, name: 'x' })))
    expect(db.stats().transactions.committed - before).toBe(1)
    expect(await db.one("select count(*)::int as n from items where name = 'x'")).toEqual({ n: 300 })
  })

  it('rejects the one at fault and writes the others', async () => {
    const outcomes = await Promise.allSettled([
      items.add({ id: 2_000, name: 'a' }),
      items.add({ id: 1, name: 'taken' }),
      items.add({ id: 2_001, name: 'b' }),
    ])
    expect(outcomes).toMatchObject([
      { status: 'fulfilled' },
      { status: 'rejected', reason: { code: 'constraint' } },
      { status: 'fulfilled' },
    ])
    expect(await db.one('select count(*)::int as n from items where id >= 2000')).toEqual({ n: 2 })
  })

  it('is part of the transaction it is called in', async () => {
    const work = db.transaction(async () => {
      await Promise.all([items.add({ id: 3_000, name: 'a' }), items.add({ id: 3_001, name: 'b' })])
      throw new Error('no')
    })
    await expect(work).rejects.toThrow('no')
    expect(await db.maybeOne('select * from items where id >= 3000')).toBeUndefined()
  })
})
