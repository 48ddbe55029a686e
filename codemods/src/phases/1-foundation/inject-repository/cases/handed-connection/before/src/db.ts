import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

let writer: DuckDBInstance | undefined

export async function openWriter(): Promise<DuckDBConnection> {
  writer ??= await DuckDBInstance.create('items.duckdb')
  return writer.connect()
}

export async function openReader(): Promise<DuckDBConnection> {
  const reader = await DuckDBInstance.create('items.duckdb', { access_mode: 'READ_ONLY' })
  return reader.connect()
}
