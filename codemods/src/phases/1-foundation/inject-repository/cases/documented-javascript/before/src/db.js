import { DuckDBInstance } from '@duckdb/node-api'

/** @type {Promise<import('@duckdb/node-api').DuckDBConnection> | undefined} */
let opening

const connect = () => (opening ??= DuckDBInstance.create('shop.duckdb').then((instance) => instance.connect()))

/**
 * @param {string} sql
 * @param {import('@duckdb/node-api').DuckDBValue[]} [values]
 * @returns {Promise<any[]>}
 */
export async function query(sql, values = []) {
  const reader = await (await connect()).runAndReadAll(sql, values)
  return reader.getRowObjectsJS()
}
