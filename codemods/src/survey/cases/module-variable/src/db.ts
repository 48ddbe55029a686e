import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'

let connection: DuckDBConnection // accessor: instance

export async function start() {
  connection = await (await DuckDBInstance.create('app.duckdb')).connect()
}

export async function activeModules(room: string) {
  return connection.run(`SELECT * FROM modules WHERE room = '${room}'`) // usage: direct-call interpolated-sql
}

process.on('SIGTERM', () => connection.closeSync())
