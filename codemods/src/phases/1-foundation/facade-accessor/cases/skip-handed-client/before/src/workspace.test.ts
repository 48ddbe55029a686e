import { DuckDBInstance } from '@duckdb/node-api'
import { it, vi } from 'vitest'
import { openWorkspace } from './workspace.js'

it('opens the archive of a folder', async () => {
  const instance = await DuckDBInstance.create(':memory:')
  vi.spyOn(DuckDBInstance, 'create').mockResolvedValue(instance)
  await openWorkspace('here')
})
