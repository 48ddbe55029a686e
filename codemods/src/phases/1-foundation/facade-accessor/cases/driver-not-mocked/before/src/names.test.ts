import { DuckDBInstance as Driver } from '@duckdb/node-api'
import { expect, it, vi } from 'vitest'
import { names } from './names.js'
import { DuckDBInstance } from './registry.js'

it('lists names', async () => {
  vi.spyOn(DuckDBInstance, 'create')
  vi.spyOn(console, 'log')
  expect(typeof Driver.create).toBe('function')
  expect(await names()).toEqual([])
})
