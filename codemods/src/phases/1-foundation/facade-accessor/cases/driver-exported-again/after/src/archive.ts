import { openInstance } from '@duckshift/runtime/compat/neo'
import { type Connection, DuckDBInstance } from './db/index.js'

let archive: DuckDBInstance | undefined

/** A database of its own, opened by a driver that another module hands on. */
export async function openArchive(): Promise<Connection> {
  archive ??= await openInstance('archive.duckdb', undefined, { connections: 'separate', name: 'archive' })
  return archive.connect()
}
