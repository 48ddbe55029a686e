'use strict'
const { legacyClient, openInstance } = require('@duckshift/runtime/compat/neo')

class Client {
  async connection() {
    this.opened ??= openInstance('items.duckdb').then((instance) => instance.connect())
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
  client ??= legacyClient(new Client())
  return client
}
