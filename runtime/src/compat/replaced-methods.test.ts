import type { DuckDBConnection } from '@duckdb/node-api'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Database } from '../database.js'
import { Repository } from '../repository.js'
import { clientDatabase, legacyClient, openInstance, repositoryOn } from './neo.js'

afterEach(() => vi.restoreAllMocks())

/** A module as it is after its migration, and again when a test loads it anew. */
function clientModule(name: string) {
  class Client {
    #opening: Promise<DuckDBConnection> | undefined

    #open() {
      this.#opening ??= (async () => {
        const connection = await (await openInstance(':memory:', undefined, { name })).connect()
        await connection.run('CREATE TABLE items (id INTEGER)')
        return connection
      })()
      return this.#opening
    }

    async query(sql: string, values: number[] = []) {
      return (await (await this.#open()).runAndReadAll(sql, values)).getRowObjectsJS()
    }

    async execute(sql: string, values: number[] = []) {
      await (await this.#open()).run(sql, values)
    }
  }
  const client = legacyClient(new Client())
  const database = clientDatabase({
    client: () => client,
    open: (opened) => opened.query('SELECT 1'),
    name,
    rows: 'js',
    standIn: { query: 'query', execute: 'execute' },
  })
  return { Client, client, database }
}

describe('a client of which a test replaces a method', () => {
  it('is asked by that', async () => {
    const { client, database } = clientModule('spied')
    vi.spyOn(client, 'execute').mockRejectedValueOnce(new Error('disk full'))
    await expect(database.execute('INSERT INTO items VALUES (?)', [1])).rejects.toThrow('disk full')
    await database.execute('INSERT INTO items VALUES (?)', [2])
    expect(client.execute).toHaveBeenCalledTimes(2)
    expect(await database.query('SELECT id FROM items')).toEqual([{ id: 2 }])
    vi.restoreAllMocks()
    const query = vi.spyOn(client, 'query').mockResolvedValue([{ id: 9 }])
    expect(await database.maybeOne('SELECT id FROM items WHERE id = ?', [3])).toEqual({ id: 9 })
    expect(query.mock.calls).toEqual([['SELECT id FROM items WHERE id = ?', [3]]])
  })

  it('is asked by what its class has instead', async () => {
    const { Client, database } = clientModule('spied-class')
    vi.spyOn(Client.prototype, 'query').mockResolvedValue([{ id: 8 }])
    expect(await database.query('SELECT id FROM items')).toEqual([{ id: 8 }])
    vi.restoreAllMocks()
    expect(await database.query('SELECT id FROM items')).toEqual([])
  })

  it('keeps its transactions', async () => {
    const { client, database } = clientModule('spied-transaction')
    await database.execute('INSERT INTO items VALUES (1)')
    const { execute } = client
    vi.spyOn(client, 'execute').mockImplementation(async (sql, values) => {
      if (values?.[0] === 3) throw new Error('no')
      await execute.call(client, sql, values)
    })
    const failing = database.transaction(async () => {
      await database.execute('INSERT INTO items VALUES (?)', [2])
      await database.execute('INSERT INTO items VALUES (?)', [3])
    })
    await expect(failing).rejects.toThrow('no')
    expect(await database.query('SELECT id FROM items')).toEqual([{ id: 1 }])
  })

  it('has its own database where its module is loaded again, whatever was open before', async () => {
    const before = clientModule('loaded-again')
    await before.database.execute('INSERT INTO items VALUES (1)')
    const after = clientModule('loaded-again')
    const rows = [after.database.query('SELECT id FROM items'), after.database.query('SELECT id FROM items')]
    expect(await Promise.all(rows)).toEqual([[], []])
    expect(await after.client.query('SELECT id FROM items')).toEqual([])
  })
})

describe('a shared connection of which a test replaces a method', () => {
  class Items extends Repository {
    constructor(db: Database) {
      super(db)
    }

    add(id: number) {
      return this.db.execute('INSERT INTO items VALUES (?)', [id])
    }

    list() {
      return this.db.query('SELECT id FROM items ORDER BY id')
    }
  }

  it('calls that, and the pool does not', async () => {
    const connection = await (
      await openInstance(':memory:', undefined, { name: 'spied-connection' })
    ).connect()
    await connection.run('CREATE TABLE items (id INTEGER)')
    const run = vi.spyOn(connection, 'run').mockRejectedValueOnce(new Error('disk full'))
    const items = repositoryOn(Items, connection)
    await expect(items.add(1)).rejects.toThrow('disk full')
    await items.add(2)
    await connection.run('INSERT INTO items VALUES (3)')
    expect(run.mock.calls).toEqual([
      ['INSERT INTO items VALUES (?)', [1]],
      ['INSERT INTO items VALUES (?)', [2]],
      ['INSERT INTO items VALUES (3)'],
    ])
    const read = vi.spyOn(connection, 'runAndReadAll')
    expect(await items.list()).toEqual([{ id: 2 }, { id: 3 }])
    expect(read).toHaveBeenCalledTimes(1)
    vi.restoreAllMocks()
    await items.add(4)
    expect(run).toHaveBeenCalledTimes(3)
    expect((await items.list()).length).toBe(3)
  })

  it('is asked through its database, too', async () => {
    const instance = await openInstance(':memory:', undefined, { name: 'spied-through' })
    const connection = await instance.connect()
    await connection.run('CREATE TABLE items (id INTEGER)')
    const database = clientDatabase({ client: () => connection, name: 'spied-through', standIn: 'driver' })
    const asked: unknown[] = []
    const { run } = connection
    connection.run = async (sql, values) => {
      asked.push(sql)
      return run.call(connection, sql, values)
    }
    expect(await database.execute('INSERT INTO items VALUES (?)', [1])).toEqual({ rowsChanged: 1 })
    expect(await database.query('SELECT id FROM items')).toEqual([{ id: 1 }])
    expect(asked).toEqual(['INSERT INTO items VALUES (?)'])
  })
})
