import { Database } from 'duckdb-async'

export const open = (path: string): Promise<Database> => Database.create(path)
