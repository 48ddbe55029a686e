import { DuckDBInstance } from '@duckdb/node-api'

export const db = await (await DuckDBInstance.create(':memory:')).connect() // accessor: instance
