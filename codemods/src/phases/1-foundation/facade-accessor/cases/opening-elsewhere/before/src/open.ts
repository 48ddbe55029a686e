import { DuckDBInstance } from '@duckdb/node-api'

export async function open() {
  return (await DuckDBInstance.create(':memory:')).connect()
}
