import duckdb from '@duckshift/runtime/compat/duckdb'

// duckdb is loaded once
export const db = new duckdb.Database(':memory:')
