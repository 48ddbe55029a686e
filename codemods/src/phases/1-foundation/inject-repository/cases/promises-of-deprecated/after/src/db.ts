import { Database } from '@duckshift/runtime/compat/duckdb-async'

let opening: Promise<Database> | undefined

export function getDb(): Promise<Database> {
  opening ??= Database.create('items.duckdb')
  return opening
}
