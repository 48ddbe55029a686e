import * as duckdb from '@duckdb/duckdb-wasm'

let db: duckdb.AsyncDuckDB | undefined
export async function getDuckDB() {
  db ??= new duckdb.AsyncDuckDB(new duckdb.ConsoleLogger(), new Worker('worker.js'))
  return db
}
