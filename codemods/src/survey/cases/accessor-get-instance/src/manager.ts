import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'

export class Manager {
  private static one: Manager | null = null
  private connection: DuckDBConnection | null = null
  static getInstance(): Manager { // accessor: static-method
    if (!Manager.one) Manager.one = new Manager()
    return Manager.one
  }
  async all(sql: string) {
    this.connection ??= await (await DuckDBInstance.create(':memory:')).connect()
    return this.connection.runAndReadAll(sql)
  }
}
