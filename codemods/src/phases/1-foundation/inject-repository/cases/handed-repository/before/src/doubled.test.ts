import type { DuckDBConnection } from '@duckdb/node-api'
import { doubled } from './barrel.js'

const rows = [{ id: 1 }]
const conn = { runAndReadAll: async () => ({ getRowObjects: () => rows }) } as unknown as DuckDBConnection
if ((await doubled(conn)) !== 2) throw new Error('not doubled')
