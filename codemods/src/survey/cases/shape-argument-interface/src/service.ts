import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import type { Closeable, Queryable } from './ports.js'

export interface Runs {
  query(sql: string): Promise<unknown[]>
}

export class Service implements Queryable, Closeable {
  private connection: DuckDBConnection | undefined

  async query(sql: string): Promise<unknown[]> {
    this.connection ??= await (await DuckDBInstance.create('app.duckdb')).connect()
    return (await this.connection.runAndReadAll(sql)).getRowObjects()
  }

  close(): void {
    this.connection?.closeSync()
  }

  describe(): string {
    return 'app.duckdb'
  }
}

let service: Service | undefined

export function getService(): Service { // accessor: function
  service ??= new Service()
  return service
}
