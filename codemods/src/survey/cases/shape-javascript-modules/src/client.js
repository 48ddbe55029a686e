const { DuckDBInstance } = require('@duckdb/node-api')

class Client {
  async connection() {
    this.opened ??= DuckDBInstance.create('app.duckdb').then((instance) => instance.connect())
    return this.opened
  }
  async query(sql, values = []) {
    const reader = await (await this.connection()).runAndReadAll(sql, values)
    return reader.getRowObjectsJS()
  }
}

let client
function getClient() {
  client ??= new Client()
  return client
}

module.exports = { Client, getClient }
