import { describe, expect, it } from 'vitest'
import { Database as CallbackDatabase } from './duckdb.js'
import { Database as OldDatabase, type TableData } from './duckdb-async.js'
import { callbackHelpers, databaseThrough } from './neo.js'

/** A helper as projects write it over the old package: it logs, and turns big numbers into plain ones. */
function helperModule() {
  let opening: Promise<OldDatabase> | undefined
  const log: string[] = []
  const query = async (sql: string, values: unknown[] = []): Promise<TableData> => {
    log.push(sql)
    opening ??= OldDatabase.create(':memory:')
    const rows = await (await opening).all(sql, ...values)
    return rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value]),
      ),
    )
  }
  return { query, log }
}

describe('a database through the legacy client', () => {
  it('gives what the client gives', async () => {
    const { query, log } = helperModule()
    const database = databaseThrough({ client: () => ({ query }), methods: { query: 'query' } })
    await database.execute('CREATE TABLE items (id INTEGER, price BIGINT)')
    await database.execute('INSERT INTO items VALUES (?, ?), (?, ?)', [1, 20, 2, 30])
    expect(await database.query('SELECT price FROM items WHERE id = ?', [2])).toEqual([{ price: 30 }])
    expect(await database.one('SELECT sum(price) AS total FROM items')).toEqual({ total: 50 })
    expect(await database.maybeOne('SELECT id FROM items WHERE id = 9')).toBeUndefined()
    expect(log).toHaveLength(5)
  })

  it('calls the methods by their names, with the arguments of before', async () => {
    const asked: unknown[][] = []
    const note =
      (name: string, result: unknown) =>
      async (...values: unknown[]) => {
        asked.push([name, ...values])
        return result
      }
    const client = {
      all: note('all', [{ id: 1 }]),
      first: note('first', null),
      run: note('run', 3),
    }
    const database = databaseThrough({
      client: async () => client,
      methods: { query: 'all', maybeOne: 'first', execute: 'run', parameters: 'variadic' },
    })
    expect(await database.query('SELECT 1 WHERE a = ? AND b = ?', [1, 2])).toEqual([{ id: 1 }])
    expect(await database.maybeOne('SELECT 2')).toBeNull()
    expect(await database.execute('DELETE FROM t')).toEqual({ rowsChanged: 3 })
    await database.script('CREATE TABLE a (b INT); CREATE TABLE c (d INT)')
    expect(asked).toEqual([
      ['all', 'SELECT 1 WHERE a = ? AND b = ?', 1, 2],
      ['first', 'SELECT 2'],
      ['run', 'DELETE FROM t'],
      ['run', 'CREATE TABLE a (b INT); CREATE TABLE c (d INT)'],
    ])
  })

  it('gives the client to helpers that take it', async () => {
    const asked: unknown[][] = []
    const queryAll = async <T>(client: { id: number }, sql: string, values?: number[]): Promise<T[]> => {
      asked.push([client.id, sql, values])
      return [{ n: 1 }] as T[]
    }
    const execute = async (client: { id: number }, sql: string): Promise<void> => {
      asked.push([client.id, sql])
    }
    const database = databaseThrough({
      client: async () => ({ id: 7 }),
      helpers: { query: queryAll, execute },
    })
    expect(await database.query('SELECT ?', [1])).toEqual([{ n: 1 }])
    expect(await database.maybeOne('SELECT 2')).toEqual({ n: 1 })
    expect(await database.execute('DELETE FROM t')).toEqual({ rowsChanged: 0 })
    expect(asked).toEqual([
      [7, 'SELECT ?', [1]],
      [7, 'SELECT 2', undefined],
      [7, 'DELETE FROM t'],
    ])
  })

  it('sends statements of one moment in the order they were asked for', async () => {
    const sent: string[] = []
    const query = async (sql: string) => {
      sent.push(sql)
      return []
    }
    const database = databaseThrough({ client: () => ({ query }), methods: { query: 'query' } })
    await Promise.all([
      database.query('a'),
      database.maybeOne('b'),
      database.execute('c'),
      database.query('d'),
    ])
    expect(sent).toEqual(['a', 'b', 'c', 'd'])
  })

  it('refuses what only a pool can do, and says what to do', async () => {
    const database = databaseThrough({
      client: () => ({ query: async () => [] }),
      methods: { query: 'query' },
    })
    await expect(database.transaction(async () => 1)).rejects.toMatchObject({ code: 'not-supported' })
    await expect(database.connect()).rejects.toThrow(/use what the accessor hands out/)
    await expect(database.append('t', [])).rejects.toMatchObject({ code: 'not-supported' })
    expect(() => database.stats()).toThrow(/has no pool/)
    expect(() => database.onCommit(() => undefined)).toThrow(/invalidate caches/)
    await database.drain()
    await database.close()
  })

  it('asks a client that tells by callbacks, whose errors come as they are', async () => {
    const client = new CallbackDatabase(':memory:')
    const database = databaseThrough({ client: () => client, helpers: callbackHelpers })
    await database.script('CREATE TABLE items (id INTEGER PRIMARY KEY, price BIGINT)')
    expect(await database.execute('INSERT INTO items VALUES (?, ?)', [1, 20])).toEqual({ rowsChanged: 0 })
    expect(await database.query('SELECT id, price FROM items WHERE id = ?', [1])).toEqual([
      { id: 1, price: 20n },
    ])
    const asked = await new Promise((resolve) => client.run('INSERT INTO items VALUES (1, 30)', resolve))
    const error = await database.execute('INSERT INTO items VALUES (1, 30)').catch((thrown) => thrown)
    expect(error).toBeInstanceOf(Error)
    expect({ ...error, message: error.message }).toEqual({
      ...(asked as Error),
      message: (asked as Error).message,
    })
    client.close()
  })
})
