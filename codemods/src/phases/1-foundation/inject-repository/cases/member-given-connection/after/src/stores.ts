import type { DuckDBConnection } from '@duckdb/node-api'
import { inject } from '@duckshift/runtime'
import { repositoryOn } from '@duckshift/runtime/compat/neo'
import { connectionAccessor } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export class Store {
  private conn?: DuckDBConnection

  async init(): Promise<void> {
    this.conn = await inject(connectionAccessor)()
  }

  async names(): Promise<unknown[]> {
    if (!this.conn) throw new Error('not initialised')
    const rows = await repositoryOn(ItemsRepository, this.conn, { rows: 'exact' }).listNameForNames()
    return rows.map((row) => row[0])
  }

  async price(id: number): Promise<number | undefined> {
    const rows = await (this.conn && repositoryOn(ItemsRepository, this.conn))?.findPriceById(id)
    return rows?.[0]?.price as number | undefined
  }
}

export class Ensured {
  private conn: DuckDBConnection | null = null

  private async connection(): Promise<DuckDBConnection> {
    if (!this.conn) this.conn = await inject(connectionAccessor)()
    return this.conn
  }

  async add(id: number, name: string): Promise<void> {
    const items = inject(ItemsRepository)
    await items.insert(id, name)
  }

  async has(id: number): Promise<boolean> {
    const reader = await (await inject(connectionAccessor)()).runAndReadAll('SELECT 1 FROM items WHERE id = $1', [id])
    return reader.currentRowCount > 0
  }
}

export class Opened {
  private constructor(private readonly connection: DuckDBConnection) {}

  static async open(): Promise<Opened> {
    return new Opened(await inject(connectionAccessor)())
  }

  private get db(): DuckDBConnection {
    return this.connection
  }

  async cheap(limit: number): Promise<string[]> {
    const items = repositoryOn(ItemsRepository, this.db)
    const rows = await items.listNameByPriceBelow(limit)
    return rows.map((row) => String(row.name))
  }
}

/** May do more than give it. */
export class Logged {
  private readonly log: string[] = []

  private async connection(): Promise<DuckDBConnection> {
    this.log.push('connection')
    return inject(connectionAccessor)()
  }

  async dear(limit: number): Promise<unknown[]> {
    const rows = await repositoryOn(ItemsRepository, await this.connection()).listNameByPriceAbove(limit)
    return rows
  }

  async names(): Promise<unknown[]> {
    const connection = await this.connection()
    const items = repositoryOn(ItemsRepository, connection)
    const rows = await items.listName()
    return [...rows, ...this.log]
  }
}
