import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { Database } from '../database.js'
import { driverCalls } from '../scheduling/driver-calls.js'

it('a stream waits for a thread like every other driver call, and can be given up meanwhile', async () => {
  await using db = await Database.open(':memory:')
  const places = Array.from({ length: driverCalls.limit }, () => driverCalls.enter())
  await Promise.all(places)
  const giveUp = new AbortController()
  const given = db.stream('from range(10)', undefined, { signal: giveUp.signal })[Symbol.asyncIterator]()
  const givenUp = given.next()
  const batches = db.stream<{ range: bigint }>('from range(5000)')[Symbol.asyncIterator]()
  const first = batches.next()
  expect(await Promise.race([first, sleep(100, 'waits')])).toBe('waits')
  giveUp.abort(new Error('no longer wanted'))
  await expect(givenUp).rejects.toThrow('no longer wanted')
  for (const _ of places) driverCalls.leave()
  expect((await first).value).toHaveLength(2048)
  await batches.return?.()
  expect([driverCalls.running, driverCalls.waiting]).toEqual([0, 0])
})
