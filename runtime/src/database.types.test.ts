import { expectTypeOf } from 'expect-type'
import { expect, test } from 'vitest'
import { type Columns, Database, NotFoundError, Repository, type Row } from './index.js'

interface Model {
  id: number
  name: string | null
}

test('rows are typed, one throws NotFound, maybeOne gives undefined', async () => {
  await using db = await Database.open(':memory:')
  const found = 'select 1 as id, null as name'
  const missing = `${found} where false`

  expectTypeOf(await db.query<Model>(found)).toEqualTypeOf<Model[]>()
  expectTypeOf(await db.query(found)).toEqualTypeOf<Row[]>()
  expectTypeOf(await db.one<Model>(found)).toEqualTypeOf<Model>()
  expectTypeOf(await db.maybeOne<Model>(found)).toEqualTypeOf<Model | undefined>()
  expectTypeOf(await db.columns<Model>(found)).toEqualTypeOf<{ id: number[]; name: (string | null)[] }>()
  expectTypeOf(await db.columns(found)).toExtend<Columns>()
  expectTypeOf(db.stream<Model>(found)).toEqualTypeOf<AsyncIterable<Model[]>>()
  expectTypeOf(await db.execute(found)).toEqualTypeOf<{ readonly rowsChanged: number }>()
  expectTypeOf(await db.transaction(async () => 'result')).toEqualTypeOf<string>()
  expectTypeOf(await db.serialize('key', async () => 7)).toEqualTypeOf<number>()

  expect(await db.one<Model>(found)).toEqual({ id: 1, name: null })
  await expect(db.one<Model>(missing)).rejects.toBeInstanceOf(NotFoundError)
  expect(await db.maybeOne<Model>(missing)).toBeUndefined()
})

test('what does not fit does not compile', () => {
  class Models extends Repository {
    find(id: number) {
      return this.db.maybeOne<Model>('select id, name from models where id = $1', [id])
    }
  }
  expectTypeOf<ReturnType<Models['find']>>().resolves.toEqualTypeOf<Model | undefined>()
  const misused = async (db: Database) => {
    // @ts-expect-error parameters are a list or an object
    await db.query('select ?', 1)
    // @ts-expect-error a row that may be missing must be looked at first
    ;(await db.maybeOne<Model>('select 1')).id
    // @ts-expect-error there is no such way to nest
    await db.transaction(async () => undefined, { nested: 'savepoint' })
    // @ts-expect-error the work of a transaction is asynchronous
    await db.transaction(() => 1)
  }
  expect(misused).toBeInstanceOf(Function)
})
