import { DuckDBInstance } from '@duckdb/node-api'
import { openInstance } from '@duckshift/runtime/compat/neo'

let instance: DuckDBInstance | undefined

export async function getInstance(): Promise<DuckDBInstance> {
  instance ??= await openInstance('players.duckdb', undefined, { connections: 'separate' })
  return instance
}
