import { type Client, getClient } from './db.js'

/** What every table can do. */
export abstract class Table<Row extends { id: number }> {
  protected readonly client: Client
  protected abstract readonly table: string

  constructor(client: Client = getClient()) {
    this.client = client
  }

  async all(): Promise<Row[]> {
    return this.client.query<Row>(`SELECT * FROM ${this.table} ORDER BY id`)
  }
}

export class Named {
  protected readonly db = getClient()
}
