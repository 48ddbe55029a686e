import { type Database, inject } from '@duckshift/runtime'
import { type Client } from './db.js'
import { clientAccessor, database, databaseOn } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

/** Without a client there are no names. */
export class Names {
  constructor(private readonly db?: Database) {}

  async all(): Promise<string[]> {
    const items = this.db && new ItemsRepository(this.db)
    const rows = await items?.listName()
    return (rows ?? []).map((row) => row.name)
  }
}

export class Later {
  private db?: Client

  open(): void {
    this.db = inject(clientAccessor)()
  }

  async count(): Promise<number> {
    const rows = await (this.db && new ItemsRepository(databaseOn(this.db)))?.countAll()
    return Number(rows?.[0]?.n ?? 0)
  }

  async some(limit: number): Promise<string[]> {
    if (!this.db) throw new Error('Call open() first.')
    const rows = await new ItemsRepository(databaseOn(this.db)).listNameByIdBelow(limit)
    return rows.map((row) => row.name)
  }
}

export function names(): Promise<string[]> {
  return new Names(inject(database)).all()
}

export function noNames(): Promise<string[]> {
  return new Names().all()
}
