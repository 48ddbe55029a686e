import type { DuckDBConnection, DuckDBResult } from '@duckdb/node-api'
import { describe, expect, it } from 'vitest'
import { openInstance, transactionOn } from './neo.js'

let opened = 0

const shared = async () => {
  opened += 1
  const instance = await openInstance(':memory:', undefined, { name: `shared-connection-${opened}` })
  const connection = await instance.connect()
  await connection.run('CREATE TABLE items (id INTEGER PRIMARY KEY)')
  await connection.run('INSERT INTO items SELECT range FROM range(5)')
  return connection
}

const valuesOf = async (result: DuckDBResult) => (await result.getRowsJS()).flat()
const count = 'SELECT count(*)::INTEGER FROM items'
const reading: [string, (connection: DuckDBConnection) => Promise<unknown[]>][] = [
  ['stream', async (connection) => valuesOf(await connection.stream(count))],
  ['streamAndReadAll', async (connection) => (await connection.streamAndReadAll(count)).getRowsJS().flat()],
  ['startThenReadAll', async (connection) => (await connection.startThenReadAll(count)).getRowsJS().flat()],
  ['startStream', async (connection) => valuesOf(await (await connection.startStream(count)).getResult())],
  ['a prepared stream', async (connection) => valuesOf(await (await connection.prepare(count)).stream())],
  [
    'an extracted statement',
    async (connection) => {
      const statement = await (await connection.extractStatements(count)).prepare(0)
      return (await statement.runAndReadAll()).getRowsJS().flat()
    },
  ],
]

describe('what reads on from a shared connection', () => {
  it.each(reading)('sees what the transaction around it wrote: %s', async (_, read) => {
    const connection = await shared()
    const failing = transactionOn(connection, async () => {
      await connection.run('INSERT INTO items VALUES (10)')
      expect(await read(connection)).toEqual([6])
      throw new Error('stop')
    })
    await expect(failing).rejects.toThrow('stop')
    expect(await read(connection)).toEqual([5])
  })

  it('comes after the statements that were asked for before it, and is not cut short by them', async () => {
    const connection = await shared()
    const [, , rows] = await Promise.all([
      connection.run('UPDATE items SET id = id + 100'),
      connection.runAndReadAll('UPDATE items SET id = id + 100 RETURNING id'),
      connection.stream('SELECT id FROM items ORDER BY id').then(valuesOf),
    ])
    expect(rows).toEqual([200, 201, 202, 203, 204])
  })

  it('reads a prepared stream to its end in a transaction that prepared it elsewhere', async () => {
    const connection = await shared()
    const statement = await connection.prepare('SELECT range + ? FROM range(10000)')
    statement.bindInteger(1, 1)
    const rows = await transactionOn(connection, async () => valuesOf(await statement.stream()))
    expect([rows.length, rows.at(-1)]).toEqual([10_000, 10_000n])
  })
})

describe('an appender of a shared connection', () => {
  it('belongs to the transaction around it', async () => {
    const connection = await shared()
    const append = async (id: number) => {
      const appender = await connection.createAppender('items')
      appender.appendInteger(id)
      appender.endRow()
      appender.closeSync()
    }
    const failing = transactionOn(connection, async () => {
      await append(10)
      throw new Error('stop')
    })
    await expect(failing).rejects.toThrow('stop')
    await transactionOn(connection, () => append(11))
    await append(12)
    const reader = await connection.runAndReadAll('SELECT id FROM items WHERE id > 4 ORDER BY id')
    expect(reader.getRowsJS().flat()).toEqual([11, 12])
  })
})
