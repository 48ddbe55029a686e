import { getDuckDb } from './duckdb.js'

export const rows = () => getDuckDb().prepare('SELECT 1').all()
