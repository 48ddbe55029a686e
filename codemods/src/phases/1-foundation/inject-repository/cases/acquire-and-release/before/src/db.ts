import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

let opening: Promise<DuckDBInstance> | undefined

export interface Handle {
  connection: DuckDBConnection
  release: () => void
}

export async function acquire(): Promise<Handle> {
  opening ??= DuckDBInstance.create(':memory:', { threads: '2' })
  const connection = await (await opening).connect()
  return { connection, release: () => connection.disconnectSync() }
}
