import { DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'

export class Db {
  constructor(private readonly connection: DuckDBConnection) {}
  async query<T>(sql: string, params: DuckDBValue[] = []): Promise<T[]> {
    return (await this.connection.runAndReadAll(sql, params)).getRowObjectsJS() as T[]
  }
  async close(): Promise<void> {
    this.connection.closeSync()
  }
}
let db: Promise<Db> | undefined
export function getDb(): Promise<Db> {
  db ??= DuckDBInstance.create('items.duckdb').then(async (i) => new Db(await i.connect()))
  return db
}
