/** Short versions of `npm run atomicity` and `npm run soak`. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { repository } from '../support/project.js'

async function figuresOf(script: string, ...args: string[]) {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [`test/bench/${script}.mjs`, '--json', ...args],
    { cwd: repository, timeout: 110_000 },
  )
  return JSON.parse(stdout)
}

test('transfers lose money on a shared connection, and never in transactions that conflict', async () => {
  const { singleton, pool, holds } = await figuresOf('atomicity', '--transfers', '300')
  expect(singleton.failed).toBeGreaterThan(0)
  expect(singleton.wrongAccounts).toBeGreaterThan(0)
  expect(pool).toMatchObject({ acknowledged: 300, logged: 300, wrongAccounts: 0, brokenTotals: [] })
  expect(pool.total).toBe(pool.expectedTotal)
  expect(pool.conflicts).toBeGreaterThan(0)
  expect(holds).toBe(true)
})

test('mixed operations under faults leak nothing and lose nothing', async () => {
  const { problems, faults, events, connections } = await figuresOf('soak', '--operations', '2500')
  expect(problems).toEqual([])
  for (const count of Object.values(faults)) expect(count).toBeGreaterThan(0)
  expect(events).toMatchObject({ unhandledRejections: 0 })
  expect(events.reopened).toBeGreaterThan(0)
  expect(connections.leaked).toBe(0)
})
