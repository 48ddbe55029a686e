import { openInstance } from '@duckshift/runtime/compat/neo'

const opening = openInstance('shop.duckdb')
let connection

export default async (sql, params = []) => {
  connection ??= await (await opening).connect()
  const started = performance.now()
  const reader = await connection.runAndReadAll(sql, params)
  console.debug(sql, performance.now() - started)
  return reader.getRowObjects()
}
