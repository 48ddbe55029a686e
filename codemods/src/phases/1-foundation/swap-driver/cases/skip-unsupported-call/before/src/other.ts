import { Database } from 'duckdb-async'

export const open = () => Database.create(':memory:')
