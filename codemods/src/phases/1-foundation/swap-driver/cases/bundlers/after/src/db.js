import duckdb from '@duckshift/runtime/compat/duckdb'

export const db = new duckdb.Database(':memory:')
