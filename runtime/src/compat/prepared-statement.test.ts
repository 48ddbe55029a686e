import type { DuckDBConnection } from '@duckdb/node-api'
import { describe, expect, it } from 'vitest'
import { currentDatabase } from './current-database.js'
import { openInstance, transactionOn } from './neo.js'

let opened = 0

const shared = async () => {
  opened += 1
  const name = `prepared-${opened}`
  const connection = await (await openInstance(':memory:', undefined, { name })).connect()
  await connection.run('CREATE TABLE items (id INTEGER PRIMARY KEY, label VARCHAR)')
  return { connection, database: currentDatabase(name)! }
}

const idsOf = async (connection: DuckDBConnection) =>
  (await connection.runAndReadAll('SELECT id FROM items ORDER BY id')).getRowsJS().flat()

const prepareInsert = (connection: DuckDBConnection) => connection.prepare('INSERT INTO items VALUES (?, ?)')

const insert = async (connection: DuckDBConnection, id: number, label = 'a') => {
  const statement = await prepareInsert(connection)
  statement.bindInteger(1, id)
  statement.bindVarchar(2, label)
  await statement.run()
}

const say = async (connection: DuckDBConnection, sql: string) => (await connection.prepare(sql)).run()

describe('a prepared statement of a shared connection', () => {
  it('belongs to the transaction around it', async () => {
    const { connection } = await shared()
    const failing = transactionOn(connection, async () => {
      await connection.run('CREATE TABLE made_here (id INTEGER)')
      await (await connection.prepare('INSERT INTO made_here VALUES (1)')).run()
      await insert(connection, 1)
      expect(await idsOf(connection)).toEqual([1])
      throw new Error('stop')
    })
    await expect(failing).rejects.toThrow('stop')
    expect(await idsOf(connection)).toEqual([])
  })

  it('outlives a transaction, and keeps what is bound, wherever it was prepared', async () => {
    const { connection } = await shared()
    const outside = await prepareInsert(connection)
    outside.bind([1, 'first'])
    const inside = await transactionOn(connection, async () => {
      await outside.run()
      const statement = await prepareInsert(connection)
      statement.bindInteger(1, 2)
      statement.bindVarchar(2, 'second')
      statement.bindInteger(1, 3)
      await statement.run()
      return statement
    })
    inside.bindInteger(1, 4)
    await inside.run()
    const rows = await connection.runAndReadAll('SELECT id, label FROM items ORDER BY id')
    expect(rows.getRowsJS()).toEqual([
      [1, 'first'],
      [3, 'second'],
      [4, 'second'],
    ])
  })

  it('opens a transaction by hand that the other statements see', async () => {
    const { connection } = await shared()
    await say(connection, 'BEGIN TRANSACTION')
    await insert(connection, 1)
    expect(await idsOf(connection)).toEqual([1])
    await connection.run("INSERT INTO items VALUES (2, 'b')")
    await say(connection, 'ROLLBACK')
    expect(await idsOf(connection)).toEqual([])
  })

  it('empties the cache of what it has written', async () => {
    const { connection, database } = await shared()
    const count = () => database.query('SELECT count(*) AS n FROM items', [], { cache: { ttlMs: 60_000 } })
    const [before] = await count()
    await insert(connection, 1)
    const [after] = await count()
    expect([Number(before!.n), Number(after!.n)]).toEqual([0, 1])
  })

  it('reads on, and is the same to who asks about it', async () => {
    const { connection } = await shared()
    await insert(connection, 1, 'x')
    const statement = await connection.prepare('SELECT label FROM items WHERE id = ?')
    expect(statement.parameterCount).toBe(1)
    expect(statement.columnName(0)).toBe('label')
    statement.bindInteger(1, 1)
    expect((await statement.runAndReadAll()).getRowsJS()).toEqual([['x']])
    statement.clearBindings()
    await expect(statement.run()).rejects.toThrow()
    statement.destroySync()
  })
})
