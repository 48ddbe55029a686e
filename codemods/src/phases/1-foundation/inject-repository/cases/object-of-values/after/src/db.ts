import { openInstance } from '@duckshift/runtime/compat/neo'

const opened = openInstance(':memory:').then((instance) => instance.connect())

export const db = Object.freeze({
  query: async (query: { sql: string; values?: (string | number)[] }) =>
    (await (await opened).runAndReadAll(query.sql, query.values)).getRowObjectsJS(),
  count: async (table: string) =>
    Number((await (await opened).runAndReadAll(`SELECT count(*) FROM ${table}`)).getRows()[0]![0]),
  value: async (sql: string, params: (string | number)[] = []) =>
    (await (await opened).runAndReadAll(sql, params)).getRows()[0]?.[0],
})
