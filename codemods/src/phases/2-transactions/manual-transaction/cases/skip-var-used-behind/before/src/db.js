import { DuckDBInstance } from '@duckdb/node-api'

export class Client {
  constructor(path) {
    this.path = path
  }
  async connection() {
    this.opened ??= DuckDBInstance.create(this.path).then((instance) => instance.connect())
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
export function getClient() {
  client ??= new Client(process.env.DB ?? 'flow.duckdb')
  return client
}
