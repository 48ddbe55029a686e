import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest'
import { Database } from '../database.js'
import { type FacadeMapping, facade } from './facade.js'

/** A client class as projects write them: promises, a table, an envelope, callbacks, a transaction. */
declare class LegacyClient {
  readonly path: string
  query<T>(sql: string, params?: unknown[]): Promise<T[]>
  queryOne<T>(sql: string, ...params: unknown[]): Promise<T | null>
  scalar(sql: string, params?: unknown[]): Promise<unknown>
  table(sql: string, params?: unknown[]): Promise<{ fields: string[]; values: unknown[][] }>
  tryQuery(sql: string, params?: unknown[]): Promise<{ data: object[]; err: Error | null }>
  execute(sql: string, params?: unknown[]): Promise<{ affected: number }>
  run(sql: string, params: unknown[], callback: (error: Error | null, changed?: number) => void): void
  batch(sql: string): Promise<void>
  each(sql: string): AsyncIterable<{ id: number }>
  transaction<T>(work: (client: LegacyClient) => Promise<T>): Promise<T>
  insert(table: string, row: Record<string, unknown>): Promise<number>
  close(): Promise<void>
}

const mapping: FacadeMapping<LegacyClient> = {
  path: { does: 'property', value: () => ':memory:' },
  query: { does: 'query' },
  queryOne: { does: 'first', absent: null, parameters: 'variadic' },
  scalar: { does: 'value' },
  table: { does: 'table', names: { columns: 'fields', rows: 'values' } },
  tryQuery: { does: 'query', envelope: { rows: 'data', error: 'err' } },
  execute: { does: 'execute', gives: { count: 'affected' } },
  run: { does: 'execute', callback: true },
  batch: { does: 'script' },
  each: { does: 'stream' },
  transaction: { does: 'transaction' },
  insert: async (database, table, row) => {
    const names = Object.keys(row)
    const { rowsChanged } = await database.execute(
      `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
      Object.values(row),
    )
    return rowsChanged
  },
  close: { does: 'close' },
}

let database: Database
let client: LegacyClient
beforeAll(async () => {
  database = await Database.open(':memory:')
  client = facade<LegacyClient>(database, mapping)
  await client.batch(
    "CREATE TABLE t (id INTEGER PRIMARY KEY, s VARCHAR); INSERT INTO t VALUES (1, 'a'), (2, 'b')",
  )
})
afterAll(() => database.close())

describe('a facade', () => {
  it('keeps names and result shapes', async () => {
    expect(client.path).toBe(':memory:')
    expect(await client.query('SELECT * FROM t WHERE id > ? ORDER BY id', [0])).toEqual([
      { id: 1, s: 'a' },
      { id: 2, s: 'b' },
    ])
    expect(await client.queryOne('SELECT s FROM t WHERE id = ? AND s = ?', 2, 'b')).toEqual({ s: 'b' })
    expect(await client.queryOne('SELECT s FROM t WHERE id = ?', 9)).toBeNull()
    expect(await client.scalar('SELECT max(id) FROM t')).toBe(2)
    expect(await client.scalar('SELECT id FROM t WHERE false')).toBeUndefined()
    expect(await client.execute('UPDATE t SET s = upper(s)')).toEqual({ affected: 2 })
    const rows: unknown[] = []
    for await (const row of client.each('SELECT id FROM t ORDER BY id')) rows.push(row)
    expect(rows).toEqual([{ id: 1 }, { id: 2 }])
    expect(await client.insert('t', { id: 3, s: 'c' })).toBe(1)
  })

  it('gives arrays with a list of columns, without rows too', async () => {
    expect(await client.table('SELECT s, id FROM t WHERE id < 3 ORDER BY id')).toEqual({
      fields: ['s', 'id'],
      values: [
        ['A', 1],
        ['B', 2],
      ],
    })
    expect(await client.table('SELECT s, id FROM t WHERE false')).toEqual({ fields: ['s', 'id'], values: [] })
  })

  it('puts results and errors in envelopes', async () => {
    expect(await client.tryQuery('SELECT 1 AS one')).toEqual({ data: [{ one: 1 }], err: null })
    expect(await client.tryQuery('SELECT nothing')).toEqual({
      data: [],
      err: expect.objectContaining({ code: 'binder' }),
    })
  })

  it('calls back', async () => {
    const run = (sql: string) =>
      new Promise((resolve) => client.run(sql, [], (error, changed) => resolve([error, changed])))
    expect(await run('DELETE FROM t WHERE id = 3')).toEqual([null, 1])
    expect(await run('DELETE FROM nowhere')).toEqual([
      expect.objectContaining({ code: 'catalog' }),
      undefined,
    ])
  })

  it('runs transactions whose statements join', async () => {
    const failing = client.transaction(async (inside) => {
      await inside.execute('DELETE FROM t')
      expect(await inside.scalar('SELECT count(*)::INTEGER FROM t')).toBe(0)
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await client.scalar('SELECT count(*)::INTEGER FROM t')).toBe(2)
  })

  it('converts rows as the client did', async () => {
    const shouting = facade<Pick<LegacyClient, 'query' | 'queryOne'>>(
      database,
      { query: { does: 'query' }, queryOne: { does: 'first', absent: null } },
      {
        mapRow: (row) =>
          Object.fromEntries(Object.entries(row).map(([key, value]) => [key.toUpperCase(), value])),
      },
    )
    expect(await shouting.query('SELECT 1 AS one')).toEqual([{ ONE: 1 }])
    expect(await shouting.queryOne('SELECT 2 AS two')).toEqual({ TWO: 2 })
  })

  it('is checked against the client by the compiler', () => {
    expectTypeOf(client).toEqualTypeOf<LegacyClient>()
    type Mapping = FacadeMapping<{
      query(sql: string): Promise<object[]>
      each(sql: string): AsyncIterable<object>
    }>
    // @ts-expect-error: a member is missing
    const missing: Mapping = { query: { does: 'query' } }
    // @ts-expect-error: the method gives an array, not an envelope
    const enveloped: Mapping['query'] = { does: 'query', envelope: true }
    // @ts-expect-error: there is no such operation
    const unknown: Mapping['query'] = { does: 'queries' }
    // @ts-expect-error: own code returns something else
    const other: Mapping['query'] = async () => 1
    expect([missing, enveloped, unknown, other]).toHaveLength(4)
  })
})
