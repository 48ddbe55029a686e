import { type DuckDBConnection } from '@duckdb/node-api'
import { openInstance } from '@duckshift/runtime/compat/neo'
import type { Engine } from './engine.js'

export class DuckDBEngine implements Engine {
  private connection: DuckDBConnection | undefined

  constructor(private readonly path: string) {}

  async rows(sql: string): Promise<unknown[]> {
    this.connection ??= await (await openInstance(this.path)).connect()
    return (await this.connection.runAndReadAll(sql)).getRowObjectsJS()
  }
}
