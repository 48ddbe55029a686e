import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api'

export async function execute(connection: DuckDBConnection, sql: string, values?: DuckDBValue[]) {
  await connection.run(sql, values)
}
