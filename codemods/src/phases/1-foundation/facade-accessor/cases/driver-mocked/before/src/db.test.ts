import { DuckDBInstance } from '@duckdb/node-api'
import { expect, it, vi } from 'vitest'
import { getConnection } from './db.js'

it('opens the database once', async () => {
  const create = vi.spyOn(DuckDBInstance, 'create')
  await getConnection()
  await getConnection()
  expect(create).toHaveBeenCalledTimes(1)
})
