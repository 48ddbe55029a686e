import { DuckDBInstance } from '@duckdb/node-api'
import { afterEach, expect, it, vi } from 'vitest'
import { shelvesOf } from './shelves.js'

afterEach(() => {
  vi.restoreAllMocks()
})

it('says why the file does not open', async () => {
  vi.spyOn(DuckDBInstance, 'create').mockRejectedValue(new Error('locked'))
  await expect(shelvesOf('hall')).rejects.toThrow('locked')
})
