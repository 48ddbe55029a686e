import type { DuckDBConnection } from '@duckdb/node-api'
import * as driver from './driver.js'

export class Client {
  constructor(private readonly connection: DuckDBConnection) {} // usage: constructor-argument

  async query(sql: string): Promise<unknown[]> {
    return (await this.connection.runAndReadAll(sql)).getRowObjectsJS()
  }
}

export default driver
