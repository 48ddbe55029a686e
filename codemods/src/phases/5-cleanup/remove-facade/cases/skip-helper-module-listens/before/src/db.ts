import path from 'node:path'
import { DuckDBInstance, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api'

// Where the data is kept.
const dbPath = process.env.APP_DB ?? path.join(process.cwd(), 'app.duckdb')

export const pageSize = 20

let instance: DuckDBInstance | undefined
let connection: DuckDBConnection | undefined

async function connect(): Promise<DuckDBConnection> {
  if (!connection) {
    instance = await DuckDBInstance.create(dbPath, { threads: '2' })
    connection = await instance.connect()
    await connection.run("SET TimeZone = 'UTC'")
  }
  return connection
}

/** Rows of a statement. */
export async function query<T = Record<string, unknown>>(sql: string, params: DuckDBValue[] = []): Promise<T[]> {
  const open = await connect()
  const reader = await open.runAndReadAll(sql, params)
  return reader.getRowObjectsJS() as T[]
}

export async function execute(sql: string, params: DuckDBValue[] = []): Promise<void> {
  const open = await connect()
  await open.run(sql, params)
}

export async function close(): Promise<void> {
  connection?.closeSync()
  instance?.closeSync()
  connection = undefined
  instance = undefined
}

process.once('SIGTERM', () => {
  void close().then(() => process.exit(0))
})
