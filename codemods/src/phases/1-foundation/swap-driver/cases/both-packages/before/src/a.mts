import * as duckdb from 'duckdb'
import { Database } from 'duckdb-async'

export const error: number = duckdb.ERROR
export const open = (path: string): Promise<Database> => Database.create(path)
