import { DuckDBInstance } from '@duckdb/node-api'
import { expect, it, vi } from 'vitest'
import { names } from './items.js'

it('asks once', async () => {
  const runAndReadAll = vi.fn(async () => ({ getRowObjectsJS: () => [{ name: 'ada' }] }))
  DuckDBInstance.create = vi.fn(async () => ({ connect: async () => ({ runAndReadAll }) }) as never)
  expect(await names()).toEqual(['ada'])
  expect(runAndReadAll).toHaveBeenCalledTimes(1)
})
