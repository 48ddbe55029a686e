import { openInstance } from '@duckshift/runtime/compat/neo'

/** @type {Promise<import('@duckdb/node-api').DuckDBConnection> | undefined} */
let opening

const connect = () => (opening ??= openInstance('shop.duckdb').then((instance) => instance.connect()))

/**
 * @param {string} sql
 * @param {import('@duckdb/node-api').DuckDBValue[]} [values]
 * @returns {Promise<any[]>}
 */
export async function query(sql, values = []) {
  const reader = await (await connect()).runAndReadAll(sql, values)
  return reader.getRowObjectsJS()
}
