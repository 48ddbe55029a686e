import { DuckDBInstance } from '@duckdb/node-api'
import { describe, expect, it } from 'vitest'
import { openInstance, transactionOn } from './neo.js'

const openers = {
  shared: () => openInstance(':memory:', undefined, { name: 'on-shared' }),
  separate: () => openInstance(':memory:', undefined, { name: 'on-separate', connections: 'separate' }),
  driver: () => DuckDBInstance.create(':memory:'),
}

describe.each(['shared', 'separate', 'driver'] as const)('a transaction on a %s connection', (kind) => {
  const opened = async () => {
    const connection = await (await openers[kind]()).connect()
    await connection.run('CREATE TABLE items (id INTEGER PRIMARY KEY)')
    const ids = async () =>
      (await connection.runAndReadAll('SELECT id FROM items ORDER BY id')).getRowsJS().flat()
    return { connection, ids, insert: (id: number) => connection.run(`INSERT INTO items VALUES (${id})`) }
  }

  it('is committed with what it resolves to, and rolled back with what it throws', async () => {
    const { connection, ids, insert } = await opened()
    expect(
      await transactionOn(connection, async () => {
        await insert(1)
        await transactionOn(connection, () => insert(2))
        return 'done'
      }),
    ).toBe('done')
    const failing = transactionOn(connection, async () => {
      await insert(3)
      throw new Error('stop')
    })
    await expect(failing).rejects.toThrow('stop')
    expect(await ids()).toEqual([1, 2])
  })

  it('does not commit in silence what a caught error has undone', async () => {
    const { connection, ids, insert } = await opened()
    await insert(1)
    const swallowing = transactionOn(connection, async () => {
      await insert(2)
      await insert(1).catch(() => undefined)
    })
    await expect(swallowing).rejects.toThrow()
    await insert(3)
    expect(await ids()).toEqual([1, 3])
  })

  it('keeps two that run at once apart', async () => {
    const { connection, ids, insert } = await opened()
    const pause = () => new Promise((resolve) => setTimeout(resolve, 5))
    const one = transactionOn(connection, async () => {
      await insert(1)
      await pause()
      throw new Error('stop')
    })
    const two = transactionOn(connection, async () => {
      await insert(2)
      await pause()
    })
    await Promise.allSettled([one, two])
    expect(await ids()).toEqual([2])
  })
})
