import { DuckDBInstance } from '@duckdb/node-api'

const opening = DuckDBInstance.create('shop.duckdb')
let connection

export default async (sql, params = []) => {
  connection ??= await (await opening).connect()
  const started = performance.now()
  const reader = await connection.runAndReadAll(sql, params)
  console.debug(sql, performance.now() - started)
  return reader.getRowObjects()
}

export async function run(sql, params = []) {
  connection ??= await (await opening).connect()
  console.debug(sql)
  await connection.run(sql, params)
}
