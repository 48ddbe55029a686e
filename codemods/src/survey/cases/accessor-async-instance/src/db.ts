import { DuckDBInstance } from '@duckdb/node-api'
let instance: DuckDBInstance | null = null
export async function getInstance(): Promise<DuckDBInstance> { // accessor: async-function
  instance ??= await DuckDBInstance.create('app.duckdb')
  return instance
}
