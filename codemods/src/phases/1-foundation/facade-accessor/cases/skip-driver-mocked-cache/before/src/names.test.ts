import { expect, it, vi } from 'vitest'
import { names } from './names.js'

const connection = { runAndReadAll: async () => ({ getRowObjectsJS: () => [{ name: 'ada' }] }) }

vi.mock('@duckdb/node-api', () => ({
  DuckDBInstanceCache: class {
    getOrCreateInstance = async () => ({ connect: async () => connection })
  },
}))

it('lists names', async () => {
  expect(await names()).toEqual([{ name: 'ada' }])
})
