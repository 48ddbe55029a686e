'use strict'
const { DuckDBInstance } = require('@duckdb/node-api')

class Client {
  async connection() {
    this.opened ??= DuckDBInstance.create('items.duckdb').then((instance) => instance.connect())
    return this.opened
  }
  async query(sql, params = []) {
    const reader = await (await this.connection()).runAndReadAll(sql, params)
    return reader.getRowObjectsJS()
  }
}

let client
exports.Client = Client
exports.getClient = function getClient() {
  client ??= new Client()
  return client
}
