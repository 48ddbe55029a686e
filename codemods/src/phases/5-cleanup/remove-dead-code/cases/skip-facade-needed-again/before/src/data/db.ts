import duckdb from 'duckdb'

export const db = new duckdb.Database('items.duckdb')
