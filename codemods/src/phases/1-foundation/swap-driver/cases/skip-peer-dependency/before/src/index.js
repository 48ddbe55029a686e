import duckdb from 'duckdb'

export const open = (path) => new duckdb.Database(path)
