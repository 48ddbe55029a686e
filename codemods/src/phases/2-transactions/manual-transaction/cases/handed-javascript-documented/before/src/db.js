// @ts-check
import { DuckDBInstance } from '@duckdb/node-api'

export class Client {
  /** @param {string} path */
  constructor(path) {
    this.path = path
  }
  /** @type {Promise<import('@duckdb/node-api').DuckDBConnection> | undefined} */
  opened
  async connection() {
    this.opened ??= DuckDBInstance.create(this.path).then((instance) => instance.connect())
    return this.opened
  }
  /** @param {string} sql @param {any[]} params @returns {Promise<Record<string, any>[]>} */
  async query(sql, params = []) {
    const reader = await (await this.connection()).runAndReadAll(sql, params)
    return reader.getRowObjectsJS()
  }
  /** @param {string} sql @param {any[]} params */
  async execute(sql, params = []) {
    const result = await (await this.connection()).run(sql, params)
    return result.rowsChanged
  }
}

/** @type {Client | undefined} */
let client
export function getClient() {
  client ??= new Client('flow.duckdb')
  return client
}
