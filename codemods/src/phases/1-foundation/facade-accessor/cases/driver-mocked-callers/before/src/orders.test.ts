import { DuckDBInstance } from '@duckdb/node-api'
import { expect, it, vi } from 'vitest'
import { countOrders } from './orders.js'

vi.mock('@duckdb/node-api', () => ({ DuckDBInstance: { create: vi.fn() } }))

it('counts with one statement', async () => {
  const runAndReadAll = vi.fn(async () => ({ getRowObjectsJS: () => [{ n: 3 }] }))
  vi.mocked(DuckDBInstance.create).mockResolvedValue({ connect: async () => ({ runAndReadAll }) } as never)
  expect(await countOrders()).toBe(3)
  expect(DuckDBInstance.create).toHaveBeenCalledWith('orders.duckdb', { threads: '2' })
  expect(runAndReadAll.mock.calls).toEqual([['SELECT count(*) AS n FROM orders']])
})
