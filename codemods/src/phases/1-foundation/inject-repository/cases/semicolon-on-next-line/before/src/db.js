const { DuckDBInstance } = require('@duckdb/node-api')
class Client {
  async query(sql, params = []) {
    this.c ??= await (await DuckDBInstance.create('items.duckdb')).connect()
    return (await this.c.runAndReadAll(sql, params)).getRowObjectsJS()
  }
}
let client
function getClient() { return (client ??= new Client()) }
module.exports = { getClient, Client }
