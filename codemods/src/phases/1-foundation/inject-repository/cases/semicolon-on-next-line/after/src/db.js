const { legacyClient, openInstance } = require('@duckshift/runtime/compat/neo')
class Client {
  async query(sql, params = []) {
    this.c ??= await (await openInstance('items.duckdb')).connect()
    return (await this.c.runAndReadAll(sql, params)).getRowObjectsJS()
  }
}
let client
function getClient() { return (client ??= legacyClient(new Client())) }
module.exports = { getClient, Client }
