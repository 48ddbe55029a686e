import { DuckDBInstance } from '@duckdb/node-api'
import { openInstance } from '@duckshift/runtime/compat/neo'

let instance: Promise<DuckDBInstance> | undefined

export function getInstance(): Promise<DuckDBInstance> {
  instance ??= openInstance('items.duckdb', { threads: '2' }, { connections: 'separate' })
  return instance
}
