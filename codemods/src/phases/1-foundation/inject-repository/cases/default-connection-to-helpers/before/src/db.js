import { DuckDBInstance } from '@duckdb/node-api'

let opening

export default function getConnection() {
  opening ??= DuckDBInstance.create(process.env.DATABASE ?? 'users.duckdb').then((instance) => instance.connect())
  return opening
}
