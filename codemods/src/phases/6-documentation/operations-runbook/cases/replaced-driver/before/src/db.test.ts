import { DuckDBInstance } from '@duckdb/node-api'
import { expect, it, vi } from 'vitest'
import { getClient } from './db.js'

it('says why the file does not open', async () => {
  vi.spyOn(DuckDBInstance, 'create').mockRejectedValue(new Error('locked'))
  await expect(getClient().query('SELECT 1')).rejects.toThrow('locked')
})
