import { DuckDBInstance } from '@duckdb/node-api'
import { expect, it, vi } from 'vitest'
import { currentDatabase } from './current-database.js'
import { pooledDriver } from './neo.js'

// Replaces the module for the runtime as well, which is loaded from its sources here, as jest does for every package.
vi.mock('@duckdb/node-api', () => ({ DuckDBInstance: { create: vi.fn() } }))

it('hands on what a replaced module gives', async () => {
  const connection = { run: vi.fn(), closeSync: vi.fn() }
  const instance = { connect: vi.fn(async () => connection) }
  vi.mocked(DuckDBInstance.create).mockResolvedValue(instance as never)
  const opened = await pooledDriver(DuckDBInstance, { name: 'mocked' }).create('a.duckdb', { threads: '1' })
  expect(opened).toBe(instance)
  expect(await opened.connect()).toBe(connection)
  expect(connection.run).not.toHaveBeenCalled()
  expect(DuckDBInstance.create).toHaveBeenCalledExactlyOnceWith('a.duckdb', { threads: '1' })
  expect(currentDatabase('mocked')).toBeUndefined()
})
