import { getDuckDB } from './duckdb.js'

export const connect = async () => (await getDuckDB()).connect()
