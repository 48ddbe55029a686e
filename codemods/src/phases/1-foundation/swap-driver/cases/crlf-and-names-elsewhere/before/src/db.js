import duckdb from 'duckdb'

// duckdb is loaded once
export const db = new duckdb.Database(':memory:')
