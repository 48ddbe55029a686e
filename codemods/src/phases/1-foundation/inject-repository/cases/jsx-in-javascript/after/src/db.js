import { openInstance } from '@duckshift/runtime/compat/neo'

let connection

export async function getConnection() {
  connection ??= await (await openInstance('items.duckdb')).connect()
  return connection
}
