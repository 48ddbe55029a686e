import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'

export interface Db {
  list: <T>(sql: string, values?: DuckDBValue[]) => Promise<T[]>
}

const wrap = (connection: DuckDBConnection): Db => ({ // usage: parameter bound-parameters
  list: async <T>(sql: string, values: DuckDBValue[] = []) =>
    (await connection.runAndReadAll(sql, values)).getRowObjectsJS() as T[],
})

let shared: Promise<Db> | undefined

export const getDb = (): Promise<Db> => // accessor: async-function
  (shared ??= DuckDBInstance.create('people.duckdb')
    .then((instance) => instance.connect())
    .then(wrap))
