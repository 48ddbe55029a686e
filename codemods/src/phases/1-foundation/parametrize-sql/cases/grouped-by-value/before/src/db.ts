import { DuckDBInstance } from '@duckdb/node-api'

let instance: DuckDBInstance | undefined

export async function getInstance(): Promise<DuckDBInstance> {
  instance ??= await DuckDBInstance.create('players.duckdb')
  return instance
}
