import { type Connection, DuckDBInstance } from './db/index.js'

let archive: DuckDBInstance | undefined

/** A database of its own, opened by a driver that another module hands on. */
export async function openArchive(): Promise<Connection> {
  archive ??= await DuckDBInstance.create('archive.duckdb')
  return archive.connect()
}
