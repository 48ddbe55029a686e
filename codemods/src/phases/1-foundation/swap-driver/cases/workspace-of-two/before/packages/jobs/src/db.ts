import { Database } from 'duckdb-async'

export const open = (path: string) => Database.create(path)
