import { type Database, inject } from '@duckshift/runtime'
import { database } from './database.js'

/** What every table can do. */
export abstract class Table<Row extends { id: number }> {
  protected readonly client: Database
  protected abstract readonly table: string

  constructor(client: Database = inject(database)) {
    this.client = client
  }

  async all(): Promise<Row[]> {
    return this.client.query<Row>(`SELECT * FROM ${this.table} ORDER BY id`)
  }
}

export class Named {
  protected readonly db = inject(database)
}
