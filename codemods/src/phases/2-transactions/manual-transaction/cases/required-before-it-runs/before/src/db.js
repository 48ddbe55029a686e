'use strict'
const { DuckDBInstance } = require('@duckdb/node-api')

class DuckClient {
  async connection() {
    this.opened ??= DuckDBInstance.create(':memory:').then((instance) => instance.connect())
    return this.opened
  }
  async query(sql, params = []) {
    const reader = await (await this.connection()).runAndReadAll(sql, params)
    return reader.getRowObjectsJS()
  }
  async execute(sql, params = []) {
    const result = await (await this.connection()).run(sql, params)
    return result.rowsChanged
  }
}
let client
module.exports.getClient = () => (client ??= new DuckClient())
