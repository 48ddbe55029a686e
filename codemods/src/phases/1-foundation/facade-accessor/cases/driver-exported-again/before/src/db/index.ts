export * from './duckdb.js'
