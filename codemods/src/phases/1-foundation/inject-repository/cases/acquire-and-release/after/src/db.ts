import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { openInstance } from '@duckshift/runtime/compat/neo'

let opening: Promise<DuckDBInstance> | undefined

export interface Handle {
  connection: DuckDBConnection
  release: () => void
}

export async function acquire(): Promise<Handle> {
  opening ??= openInstance(':memory:', { threads: '2' }, { connections: 'separate' })
  const connection = await (await opening).connect()
  return { connection, release: () => connection.disconnectSync() }
}
