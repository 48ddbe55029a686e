import { type DuckDBConnection } from '@duckdb/node-api'
import { openInstance } from '@duckshift/runtime/compat/neo'

let connection: DuckDBConnection | undefined

export async function getConnection(): Promise<DuckDBConnection> {
  if (!connection) {
    const instance = await openInstance(':memory:')
    connection = await instance.connect()
    await connection.run('CREATE TABLE items (id INTEGER, name VARCHAR, price DOUBLE)')
    await connection.run("INSERT INTO items VALUES (1, 'a', 2.5), (2, 'b', 3.5)")
  }
  return connection
}
