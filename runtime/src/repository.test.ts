import { afterEach, beforeEach, expect, test } from 'vitest'
import { Container, inject } from './container/container.js'
import { Database } from './database.js'
import { defaultDatabase, Repository } from './repository.js'

class Models extends Repository {
  add(name: string) {
    return this.db.execute('insert into models values (?)', [name])
  }

  names() {
    return this.db.query<{ name: string }>('select name from models order by name')
  }
}

let db: Database
let container: Container

beforeEach(async () => {
  db = await Database.open(':memory:')
  await db.execute('create table models(name varchar)')
  container = new Container().provide(defaultDatabase, () => db)
})

afterEach(() => db.close())

test('a repository works on the database that its container provides', async () => {
  const models = container.run(() => inject(Models))
  await models.add('b')
  await models.add('a')
  expect(await models.names()).toEqual([{ name: 'a' }, { name: 'b' }])
})

test('a repository joins the transaction of its caller', async () => {
  const models = container.get(Models)
  const failing = db.transaction(async () => {
    await models.add('x')
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(await models.names()).toEqual([])
})

test('without a database the error says what to provide', () => {
  expect(() => new Container().get(Models)).toThrow(/defaultDatabase/)
})
