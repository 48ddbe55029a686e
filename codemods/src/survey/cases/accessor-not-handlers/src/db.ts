import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

let connection: DuckDBConnection | null = null

export async function query(sql: string): Promise<unknown[]> { // accessor: helper
  connection ??= await (await DuckDBInstance.create('app.duckdb')).connect()
  return (await connection.runAndReadAll(sql)).getRowObjectsJS()
}

export function sender() { // accessor: function
  return (sql: string) => connection?.run(sql)
}
