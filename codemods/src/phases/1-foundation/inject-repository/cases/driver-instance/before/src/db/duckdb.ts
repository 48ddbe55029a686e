import { DuckDBInstance } from '@duckdb/node-api'

let instance: Promise<DuckDBInstance> | undefined

export function getInstance(): Promise<DuckDBInstance> {
  instance ??= DuckDBInstance.create('items.duckdb', { threads: '2' })
  return instance
}
