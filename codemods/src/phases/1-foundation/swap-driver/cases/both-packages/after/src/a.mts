import * as duckdb from '@duckshift/runtime/compat/duckdb'
import { Database } from '@duckshift/runtime/compat/duckdb-async'

export const error: number = duckdb.ERROR
export const open = (path: string): Promise<Database> => Database.create(path)
