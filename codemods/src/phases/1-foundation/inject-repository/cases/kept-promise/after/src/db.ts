import { type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api'
import { openInstance } from '@duckshift/runtime/compat/neo'

let opened: Promise<DuckDBConnection> | undefined

const open = () =>
  (opened ??= (async () => {
    const instance = await openInstance('books.duckdb')
    const connection = await instance.connect()
    try {
      await connection.run('CREATE TABLE IF NOT EXISTS books (isbn VARCHAR NOT NULL, title VARCHAR NOT NULL)')
    } catch (error) {
      connection.closeSync()
      throw error
    }
    return connection
  })())

export async function all<T extends object>(sql: string, ...values: DuckDBValue[]): Promise<T[]> {
  const reader = await (await open()).runAndReadAll(sql, values)
  return reader.getRowObjectsJson() as unknown as T[]
}

export async function exec(sql: string, ...values: DuckDBValue[]): Promise<void> {
  const connection = await open()
  await connection.run(sql, values)
}

// Every statement inside runs on the connection that began the transaction.
export async function inTransaction<T>(work: () => Promise<T>): Promise<T> {
  await exec('BEGIN')
  try {
    const result = await work()
    await exec('COMMIT')
    return result
  } catch (error) {
    await exec('ROLLBACK')
    throw error
  }
}
