import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { describe, expect, it } from 'vitest'
import { clientDatabase, legacyClient, openInstance } from './neo.js'

/** A module as projects write it: one hidden connection behind `query(sql, values)`. */
function helperModule(name: string) {
  let opening: Promise<DuckDBConnection> | undefined
  const connect = () => {
    opening ??= openInstance(':memory:', undefined, { name }).then((instance) => instance.connect())
    return opening
  }
  const query = async <T>(sql: string, values?: number[]): Promise<T[]> => {
    const connection = await connect()
    return (await connection.runAndReadAll(sql, values)).getRowObjectsJS() as T[]
  }
  return { query, isOpen: () => opening !== undefined }
}

describe('the database behind a helper', () => {
  it('is opened by the helper, and shared with it', async () => {
    const { query, isOpen } = helperModule('helper-shared')
    const database = clientDatabase({
      client: () => query,
      open: (helper) => helper('SELECT 1'),
      name: 'helper-shared',
      rows: 'js',
      standIn: 'helper',
    })
    expect(isOpen()).toBe(false)
    await database.execute('CREATE TABLE items (id INTEGER)')
    await query('INSERT INTO items VALUES (?)', [7])
    expect(await database.query('SELECT id FROM items')).toEqual([{ id: 7 }])
    expect(await database.maybeOne('SELECT id FROM items WHERE id = $1', [8])).toBeUndefined()
    await database.transaction(async () => {
      await database.execute('INSERT INTO items VALUES (8)')
    })
    expect(await query('SELECT count(*)::INTEGER AS n FROM items')).toEqual([{ n: 2 }])
  })

  it('asks the helper itself where a test puts another in its place', async () => {
    const asked: unknown[][] = []
    const helper = async (...values: unknown[]) => {
      asked.push(values)
      return [{ id: 1 }]
    }
    const database = clientDatabase({
      client: () => helper,
      name: 'helper-replaced',
      rows: 'js',
      standIn: 'helper',
    })
    expect(await database.query('SELECT id FROM items WHERE id = ?', [1])).toEqual([{ id: 1 }])
    expect(await database.maybeOne('SELECT id FROM items')).toEqual({ id: 1 })
    await database.execute('DELETE FROM items')
    await database.script('CREATE TABLE a (b INTEGER); CREATE TABLE c (d INTEGER)')
    expect(asked).toEqual([
      ['SELECT id FROM items WHERE id = ?', [1]],
      ['SELECT id FROM items'],
      ['DELETE FROM items'],
      ['CREATE TABLE a (b INTEGER); CREATE TABLE c (d INTEGER)'],
    ])
  })
})

describe('sessions of their own', () => {
  const options = { connections: 'separate', name: 'sessions' } as const

  it('that an accessor keeps stay open', async () => {
    let kept: Promise<DuckDBConnection> | undefined
    const getConnection = () => {
      kept ??= openInstance(':memory:', undefined, options).then((instance) => instance.connect())
      return kept
    }
    const database = clientDatabase({
      client: getConnection,
      name: 'sessions',
      rows: 'js',
      standIn: 'driver',
    })
    await database.execute('CREATE TABLE items AS SELECT 1 AS id')
    expect(await database.query('SELECT id FROM items')).toEqual([{ id: 1 }])
    const reader = await (await getConnection()).runAndReadAll('SELECT id FROM items')
    expect(reader.getRows()).toEqual([[1]])
  })

  it('that an accessor makes at every call are given back when the database closes', async () => {
    let opening: Promise<DuckDBInstance> | undefined
    const made: DuckDBConnection[] = []
    const getConnection = async () => {
      opening ??= openInstance(':memory:', undefined, options)
      const connection = await (await opening).connect()
      made.push(connection)
      return connection
    }
    const database = clientDatabase({
      client: getConnection,
      name: 'sessions',
      rows: 'js',
      standIn: 'driver',
    })
    await database.execute('CREATE TABLE items AS SELECT 1 AS id')
    for (let turn = 0; turn < 100; turn += 1)
      expect(await database.query('SELECT id FROM items')).toEqual([{ id: 1 }])
    expect(made).toHaveLength(101)
    for (const connection of made) await connection.run('SELECT 1')
    const own = await getConnection()
    const instance = await opening!
    instance.closeSync()
    for (const connection of made.filter((each) => each !== own))
      await expect(connection.run('SELECT 1')).rejects.toThrow()
    await own.run('SELECT 1')
  })
})

it.each(['shared', 'separate'] as const)(
  'asks the database of the %s connection that the accessor gives',
  async (connections) => {
    const open = async (value: number) => {
      const instance = await openInstance(':memory:', undefined, {
        connections,
        name: `several-${connections}`,
      })
      const connection = await instance.connect()
      await connection.run(`CREATE TABLE items AS SELECT ${value} AS id`)
      return connection
    }
    const known = [await open(1), await open(2)] as const
    let chosen: 0 | 1 = 0
    const database = clientDatabase({
      client: () => known[chosen],
      name: `several-${connections}`,
      rows: 'js',
      standIn: 'driver',
    })
    expect(await database.query('SELECT id FROM items')).toEqual([{ id: 1 }])
    chosen = 1
    expect(await database.query('SELECT id FROM items')).toEqual([{ id: 2 }])
  },
)

describe('statements that nobody knew beforehand', () => {
  const open = async (name: string) => {
    const { query } = helperModule(name)
    await query('SELECT 1')
    return clientDatabase({ client: () => query, name, rows: 'js', standIn: 'helper' })
  }

  it('find what earlier ones left on the one connection', async () => {
    const database = await open('helper-session')
    await database.execute('CREATE TEMP TABLE found AS SELECT 1 AS id')
    await database.execute("SET TimeZone = 'Asia/Tokyo'")
    expect(await database.query('SELECT id FROM found')).toEqual([{ id: 1 }])
    expect(await database.query("SELECT current_setting('TimeZone') AS zone")).toEqual([
      { zone: 'Asia/Tokyo' },
    ])
    await database.script('CREATE TEMP TABLE more AS SELECT 2 AS id; INSERT INTO more VALUES (3)')
    expect(await database.query('SELECT id FROM more ORDER BY id')).toEqual([{ id: 2 }, { id: 3 }])
  })

  it('may be a transaction in turns', async () => {
    const database = await open('helper-turns')
    await database.execute('CREATE TABLE items (id INTEGER)')
    await database.execute('BEGIN TRANSACTION')
    await database.execute('INSERT INTO items VALUES (1)')
    await database.execute('ROLLBACK')
    expect(await database.query('SELECT id FROM items')).toEqual([])
    await database.execute('BEGIN')
    await database.execute('INSERT INTO items VALUES (2)')
    await database.execute('COMMIT')
    expect(await database.query('SELECT id FROM items')).toEqual([{ id: 2 }])
  })

  it('stay in the transaction of the runtime that they are made in', async () => {
    const database = await open('helper-inside')
    await database.transaction(async () => {
      await database.execute('CREATE TEMP TABLE inside AS SELECT 1 AS id')
      expect(await database.query('SELECT id FROM inside')).toEqual([{ id: 1 }])
    })
  })
})

describe('several clients of one class', () => {
  class Client {
    #opening: Promise<readonly [DuckDBInstance, DuckDBConnection]> | undefined

    #open() {
      this.#opening ??= (async () => {
        const instance = await openInstance(':memory:', undefined, { name: 'of-one-class', owner: this })
        const connection = await instance.connect()
        await connection.run('CREATE TABLE items (id INTEGER)')
        return [instance, connection] as const
      })()
      return this.#opening
    }

    async query(sql: string) {
      const [, connection] = await this.#open()
      return (await connection.runAndReadAll(sql)).getRowObjectsJS()
    }

    async close() {
      ;(await this.#opening)?.[0].closeSync()
      this.#opening = undefined
    }
  }

  const databaseOf = (client: Client) =>
    clientDatabase({
      client: () => client,
      open: (opened) => opened.query('SELECT 1'),
      name: 'of-one-class',
      rows: 'js',
      standIn: { query: 'query' },
    })

  it('each keep their own database, opened again too', async () => {
    const main = legacyClient(new Client())
    const database = databaseOf(main)
    await database.execute('INSERT INTO items VALUES (1)')
    const other = new Client()
    await other.query('INSERT INTO items VALUES (2)')
    expect(await database.query('SELECT id FROM items')).toEqual([{ id: 1 }])
    expect(await main.query('SELECT id FROM items')).toEqual([{ id: 1 }])
    await main.close()
    expect(await database.query('SELECT id FROM items')).toEqual([])
    expect(await other.query('SELECT id FROM items')).toEqual([{ id: 2 }])
    await Promise.all([main.close(), other.close()])
  })

  it('open theirs where another is open already', async () => {
    const other = new Client()
    await other.query('INSERT INTO items VALUES (2)')
    const main = legacyClient(new Client())
    expect(await databaseOf(main).query('SELECT id FROM items')).toEqual([])
    await Promise.all([main.close(), other.close()])
  })
})
