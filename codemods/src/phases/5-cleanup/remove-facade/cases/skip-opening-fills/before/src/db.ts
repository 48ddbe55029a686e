import { DuckDBInstance, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api'

export class Db {
  private connection?: DuckDBConnection

  constructor(private readonly path: string) {}

  private async ready(): Promise<DuckDBConnection> {
    if (!this.connection) {
      const instance = await DuckDBInstance.create(this.path)
      this.connection = await instance.connect()
      await this.init()
    }
    return this.connection
  }

  private async init(): Promise<void> {
    await this.connection!.run('CREATE TABLE logs (id INTEGER PRIMARY KEY, line VARCHAR NOT NULL)')
    await this.connection!.run("INSERT INTO logs VALUES (0, 'first')")
  }

  async query<T>(sql: string, params: unknown[] = []): Promise<T[]> {
    const connection = await this.ready()
    return (await connection.runAndReadAll(sql, params as DuckDBValue[])).getRowObjectsJS() as T[]
  }

  async run(sql: string, params: unknown[] = []): Promise<void> {
    const connection = await this.ready()
    await connection.run(sql, params as DuckDBValue[])
  }
}

let db: Db | undefined

export function getDb(): Db {
  db ??= new Db('logs.duckdb')
  return db
}
