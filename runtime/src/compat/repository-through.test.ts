import { expect, it } from 'vitest'
import { Repository } from '../repository.js'
import { Database as CallbackDatabase } from './duckdb.js'
import { Database as PromiseDatabase } from './duckdb-async.js'
import { callbackHelpers, promiseHelpers, repositoryOn, repositoryThrough } from './neo.js'

class ItemsRepository extends Repository {
  async insert(id: number, name: string): Promise<void> {
    await this.db.execute('INSERT INTO items VALUES (?, ?)', [id, name])
  }

  list() {
    return this.db.query('SELECT id, name FROM items ORDER BY id')
  }
}

it('sends statements through a client of promises', async () => {
  const client = await PromiseDatabase.create(':memory:')
  await client.run('CREATE TABLE items (id INTEGER, name VARCHAR)')
  const items = repositoryThrough(ItemsRepository, client, promiseHelpers)
  await items.insert(1, 'a')
  expect(await items.list()).toEqual([{ id: 1, name: 'a' }])
  expect(repositoryThrough(ItemsRepository, client, promiseHelpers)).toBe(items)
})

it('sends statements through a client that calls back', async () => {
  const client = new CallbackDatabase(':memory:').connect()
  await new Promise<void>((resolve) =>
    client.run('CREATE TABLE items (id INTEGER, name VARCHAR)', () => resolve()),
  )
  await repositoryThrough(ItemsRepository, client, callbackHelpers).insert(2, 'b')
  expect(await repositoryThrough(ItemsRepository, client, callbackHelpers).list()).toEqual([
    { id: 2, name: 'b' },
  ])
})

it('sends statements through functions that have a connection of their own, as they were called before', async () => {
  const asked: unknown[][] = []
  const all = async (sql: string, ...values: unknown[]) => {
    asked.push([sql, ...values])
    return [{ id: 1, name: 'a' }]
  }
  const run = async (sql: string, ...values: unknown[]) => void asked.push([sql, ...values])
  const functions = { query: all, execute: run, parameters: 'variadic' } as const
  const items = repositoryThrough(ItemsRepository, functions)
  await items.insert(1, 'a')
  expect(await items.list()).toEqual([{ id: 1, name: 'a' }])
  expect(asked).toEqual([
    ['INSERT INTO items VALUES (?, ?)', 1, 'a'],
    ['SELECT id, name FROM items ORDER BY id'],
  ])
  expect(repositoryThrough(ItemsRepository, { ...functions })).toBe(items)
})

it('gives parameters as one array where the functions take one, and asks the reading one where there is no other', async () => {
  const asked: unknown[][] = []
  const query = async (...given: unknown[]) => {
    asked.push(given)
    return []
  }
  const items = repositoryThrough(ItemsRepository, { query })
  await items.insert(1, 'a')
  await items.list()
  expect(asked).toEqual([
    ['INSERT INTO items VALUES (?, ?)', [1, 'a']],
    ['SELECT id, name FROM items ORDER BY id'],
  ])
})

it('tells that a client is not there yet', () => {
  expect(() =>
    repositoryThrough(ItemsRepository, undefined as unknown as PromiseDatabase, promiseHelpers),
  ).toThrow(TypeError)
  expect(() => repositoryOn(ItemsRepository, undefined as never)).toThrow(
    'The connection of a repository is not there',
  )
})
