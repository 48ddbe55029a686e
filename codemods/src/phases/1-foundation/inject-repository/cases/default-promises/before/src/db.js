import { Database } from 'duckdb-async'

export default await Database.create(process.env.DATABASE ?? 'users.duckdb')
