import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { describe, expect, it } from 'vitest'
import type { Database } from '../database.js'
import { Repository } from '../repository.js'
import { openInstance, repositoryOn, transactionOn } from './neo.js'

class ItemsRepository extends Repository {
  override readonly db: Database

  constructor(db: Database) {
    super(db)
    this.db = db
  }

  async insert(id: number) {
    return (await this.db.execute('INSERT INTO items VALUES (?)', [id])).rowsChanged
  }

  async ids() {
    return (await this.db.query<{ id: number }>('SELECT id FROM items ORDER BY id')).map(({ id }) => id)
  }
}

const openers = {
  shared: () => openInstance(':memory:', undefined, { name: 'repository-shared' }),
  separate: () =>
    openInstance(':memory:', undefined, { name: 'repository-separate', connections: 'separate' }),
  driver: () => DuckDBInstance.create(':memory:'),
}

const values = `SELECT 1::TINYINT a, 2::BIGINT b, 3::HUGEINT c, 1.50::DECIMAL(10, 2) d, 'text' e, NULL f, true g,
  TIMESTAMP '2024-01-02 03:04:05.678901' h, DATE '2024-01-02' i, [1, 2] j, {x: 1} k, 'ab'::BLOB l, MAP {'k': 1} m,
  TIMESTAMPTZ '2024-01-02 03:04:05+00' n, INTERVAL 1 DAY o, 0.1::FLOAT p, uuid() IS NOT NULL q, TIME '01:02:03' r`

describe.each(['shared', 'separate', 'driver'] as const)('a repository on a %s connection', (kind) => {
  const opened = async () => {
    const instance = await openers[kind]()
    const connection = await instance.connect()
    await connection.run('CREATE TABLE items (id INTEGER PRIMARY KEY)')
    return { instance, connection, items: repositoryOn(ItemsRepository, connection) }
  }

  it('is one for each connection, class and row format', async () => {
    const { instance, connection, items } = await opened()
    expect(repositoryOn(ItemsRepository, connection)).toBe(items)
    expect(repositoryOn(ItemsRepository, connection, { rows: 'exact' })).not.toBe(items)
    expect(repositoryOn(ItemsRepository, await instance.connect())).not.toBe(items)
  })

  it('sees what its connection alone sees: an open transaction, temporary tables', async () => {
    const { connection, items } = await opened()
    await connection.run('BEGIN')
    expect(await items.insert(1)).toBe(1)
    expect(await items.ids()).toEqual([1])
    await connection.run('ROLLBACK')
    expect(await items.ids()).toEqual([])
    await connection.run('CREATE TEMP TABLE mine AS SELECT 7 AS id')
    expect(await items.db.query('SELECT id FROM mine')).toEqual([{ id: 7 }])
    await using same = await items.db.connect()
    expect(await same.query('SELECT id FROM mine')).toEqual([{ id: 7 }])
    await connection.run('DROP TABLE mine')
  })

  it('runs transactions there, also those that the connection has open', async () => {
    const { connection, items } = await opened()
    const failing = items.db.transaction(async () => {
      await items.insert(1)
      await connection.run('INSERT INTO items VALUES (2)')
      expect(items.db.inTransaction).toBe(true)
      throw new Error('stop')
    })
    await expect(failing).rejects.toThrow('stop')
    await transactionOn(connection, async () => {
      await items.insert(3)
      await items.db.transaction(() => items.insert(4))
    })
    expect(await items.ids()).toEqual([3, 4])
  })

  it('appends and runs transactions in one that was opened by hand', async () => {
    const { connection, items } = await opened()
    await connection.run('BEGIN')
    await items.db.append('items', [{ id: 1 }])
    if (kind === 'shared') await items.db.transaction(() => items.insert(2))
    else await items.insert(2)
    expect(await items.ids()).toEqual([1, 2])
    await connection.run('ROLLBACK')
    expect(await items.ids()).toEqual([])
  })

  it('appends to the table that the connection means', async () => {
    const { connection, items } = await opened()
    await connection.run('CREATE SCHEMA tenant; CREATE TABLE tenant.items (id INTEGER)')
    await connection.run("SET schema = 'tenant'")
    await items.db.append('items', [{ id: 1 }])
    expect(await items.ids()).toEqual([1])
    await connection.run("SET schema = 'main'")
    expect(await items.ids()).toEqual([])
  })

  it.each(['js', 'exact', 'json'] as const)('gives values as the driver does: %s', async (rows) => {
    const { connection } = await opened()
    const { db } = repositoryOn(ItemsRepository, connection, { rows })
    const reader = await connection.runAndReadAll(values)
    const own = {
      js: () => reader.getRowObjectsJS(),
      exact: () => reader.getRowObjects(),
      json: () => reader.getRowObjectsJson(),
    }
    expect(await db.query(values)).toEqual(own[rows]())
    expect(await db.maybeOne(values)).toEqual(own[rows]()[0])
  })

  it('takes the parameters that the driver takes, and those that it refuses', async () => {
    const { items } = await opened()
    const ask = (sql: string, given: unknown[] | Record<string, unknown>) => items.db.query(sql, given)
    expect(await ask('SELECT ?::INTEGER + 1 AS n', [1])).toEqual([{ n: 2 }])
    expect(await ask('SELECT $n::INTEGER AS n', { n: 3 })).toEqual([{ n: 3 }])
    const day = new Date('2024-01-02T00:00:00Z')
    expect(await ask('SELECT ?::TIMESTAMP AS t, ?::INTEGER AS u', [day, undefined])).toEqual([
      { t: day, u: null },
    ])
    await items.insert(5)
    expect(await ask('SELECT id FROM items WHERE id IN (SELECT unnest(?::INTEGER[]))', [[5, 6]])).toEqual([
      { id: 5 },
    ])
    expect(await items.db.append('items', [{ id: 8 }, { id: 9 }])).toEqual({ rowsAppended: 2 })
    const batches: unknown[] = []
    for await (const batch of items.db.stream('SELECT id FROM items ORDER BY id')) batches.push(...batch)
    expect(batches).toEqual([{ id: 5 }, { id: 8 }, { id: 9 }])
  })

  it('tells what went wrong as the injected database does', async () => {
    const { items } = await opened()
    await items.insert(1)
    await expect(items.insert(1)).rejects.toMatchObject({ code: 'constraint' })
    await expect(items.db.query('SELECT nothing FROM items')).rejects.toThrow(/^Binder Error: /)
  })
})

// The driver itself promises no order for statements that nobody waits for; the shared connection does.
it('takes turns with the statements of the shared connection', async () => {
  const connection = await (await openers.shared()).connect()
  await connection.run('CREATE TABLE items (id INTEGER PRIMARY KEY)')
  const items = repositoryOn(ItemsRepository, connection)
  const sent = [1, 2, 3, 4, 5, 6].map((id) =>
    id % 2 === 0
      ? items.insert(id)
      : connection.run('INSERT INTO items SELECT coalesce(max(id), 0) + 1 FROM items'),
  )
  await Promise.all(sent)
  expect(await items.ids()).toEqual([1, 2, 3, 4, 5, 6])
})

it('refuses by name what a connection of the driver alone cannot do', async () => {
  const connection: DuckDBConnection = await (await DuckDBInstance.create(':memory:')).connect()
  const { db } = repositoryOn(ItemsRepository, connection)
  expect(() => db.onCommit(() => undefined)).toThrow(expect.objectContaining({ code: 'not-supported' }))
  expect(() => db.stats()).toThrow(expect.objectContaining({ code: 'not-supported' }))
  await db.transaction(async () => {
    await expect(db.afterCommit(() => undefined)).rejects.toMatchObject({ code: 'not-supported' })
  })
})

it('calls on what stands in for a connection what the code called, with the same arguments', async () => {
  const asked: unknown[][] = []
  const standIn = {
    run: async (...values: unknown[]) => void asked.push(['run', ...values]),
    runAndReadAll: async (...values: unknown[]) => {
      asked.push(['runAndReadAll', ...values])
      return { getRowObjects: () => [{ id: 7n }] }
    },
  } as unknown as DuckDBConnection
  const { db } = repositoryOn(ItemsRepository, standIn, { rows: 'exact' })
  expect(await db.query('SELECT id FROM items')).toEqual([{ id: 7n }])
  expect(await db.execute('DELETE FROM items WHERE id = $1', [undefined])).toEqual({ rowsChanged: 0 })
  expect(asked).toEqual([
    ['runAndReadAll', 'SELECT id FROM items'],
    ['run', 'DELETE FROM items WHERE id = $1', [undefined]],
  ])
})
