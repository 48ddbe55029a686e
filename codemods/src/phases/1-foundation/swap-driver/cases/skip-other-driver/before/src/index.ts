import { DuckDBInstance } from '@duckdb/node-api'

// Came here from 'duckdb'.
export const open = (path: string) => DuckDBInstance.create(path)
export const name = 'duckdb'
