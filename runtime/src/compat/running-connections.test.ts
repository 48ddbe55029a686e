import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openInstance } from './neo.js'

const long = 'SELECT count(*) FROM range(3000000) a, range(3000000) b WHERE a.range + b.range < $1'

let instance: Awaited<ReturnType<typeof openInstance>>
beforeAll(async () => {
  instance = await openInstance(':memory:')
})
afterAll(() => instance.closeSync())

describe('interrupting a connection that is shared', () => {
  it('ends what runs, whichever connection of the pool it runs on', async () => {
    const connection = await instance.connect()
    const running = [connection.runAndReadAll(long, [0]), connection.runAndReadAll(long, [-1])]
    const ended = Promise.allSettled(running)
    const timer = setInterval(() => connection.interrupt(), 50)
    const outcomes = await ended
    clearInterval(timer)
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    for (const outcome of outcomes)
      expect(String((outcome as PromiseRejectedResult).reason)).toMatch(/INTERRUPT/)
  })

  it('ends prepared statements, too, and nothing that comes later', async () => {
    const connection = await instance.connect()
    const statement = await connection.prepare(long)
    statement.bindInteger(1, 0)
    const timer = setTimeout(() => connection.interrupt(), 100)
    await expect(statement.run()).rejects.toThrow(/INTERRUPT/)
    clearTimeout(timer)
    connection.interrupt()
    expect((await connection.runAndReadAll('SELECT 1 AS one')).getRowObjects()).toEqual([{ one: 1 }])
  })
})
