import { type DuckDBConnection } from '@duckdb/node-api'
import { legacyClient, openInstance } from '@duckshift/runtime/compat/neo'

export class Db {
  private opened: Promise<DuckDBConnection> | undefined
  constructor(private readonly path: string) {}

  async query<T>(sql: string, params: (string | number)[] = []): Promise<T[]> {
    const conn = await this.connect()
    return (await conn.runAndReadAll(sql, params)).getRowObjectsJS() as T[]
  }

  private connect(): Promise<DuckDBConnection> {
    this.opened ??= openInstance(this.path).then((instance) => instance.connect())
    return this.opened
  }
}

const made = new Map<string, Db>()

export function getDb(tenant = 'main'): Db {
  let db = made.get(tenant)
  if (!db) {
    db = legacyClient(new Db(`${tenant}.duckdb`))
    made.set(tenant, db)
  }
  return db
}
