import { Database } from 'duckdb'

let database: Database | undefined

export default function getDatabase(): Database {
  database ??= new Database('library.duckdb')
  return database
}
