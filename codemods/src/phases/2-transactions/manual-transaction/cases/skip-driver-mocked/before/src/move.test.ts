import { expect, it, vi } from 'vitest'
import { move } from './move.js'

const run = vi.hoisted(() => vi.fn())

vi.mock('@duckdb/node-api', () => ({ DuckDBInstance: { create: async () => ({ connect: async () => ({ run }) }) } }))

it('moves in one transaction', async () => {
  await move()
  expect(run).toHaveBeenCalledTimes(4)
})
