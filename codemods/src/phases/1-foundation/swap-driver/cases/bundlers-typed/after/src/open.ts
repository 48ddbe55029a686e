import { Database } from '@duckshift/runtime/compat/duckdb-async'

export const open = (path: string): Promise<Database> => Database.create(path)
