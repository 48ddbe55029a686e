import type { DuckDBInstanceCache } from '@duckdb/node-api'
import { Archive } from './archive.js'
import { Overview } from './overview.js'

export async function openWorkspace(cache: DuckDBInstanceCache, folder: string): Promise<Overview> {
  const instance = await cache.getOrCreateInstance(`${folder}/archive.duckdb`)
  const connection = await instance.connect()
  await connection.run('CREATE TABLE IF NOT EXISTS notes (title VARCHAR)')
  return new Overview(new Archive({ instance, connection }))
}
