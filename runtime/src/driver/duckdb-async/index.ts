export { type DuckDbAsyncModule, duckdbAsync } from './duckdb-async-driver.js'
