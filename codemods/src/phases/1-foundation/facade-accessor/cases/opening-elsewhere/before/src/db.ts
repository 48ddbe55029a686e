import type { DuckDBConnection } from '@duckdb/node-api'
import { open } from './open.js'

export class Client {
  private connection: DuckDBConnection | undefined
  async query<T>(sql: string): Promise<T[]> {
    this.connection ??= await open()
    return (await this.connection.runAndReadAll(sql)).getRowObjectsJS() as T[]
  }
}

let client: Client | undefined

export function getClient(): Client {
  client ??= new Client()
  return client
}
