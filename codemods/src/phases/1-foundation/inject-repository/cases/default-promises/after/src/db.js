import { Database } from '@duckshift/runtime/compat/duckdb-async'

export default await Database.create(process.env.DATABASE ?? 'users.duckdb')
