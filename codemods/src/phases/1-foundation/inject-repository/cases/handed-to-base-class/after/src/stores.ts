import { type Database, inject } from '@duckshift/runtime'
import { database } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export abstract class Store {
  protected constructor(protected readonly db: Database) {}

  async size(): Promise<number> {
    const items = new ItemsRepository(this.db)
    const rows = await items.countAll()
    return rows[0]?.n ?? 0
  }
}

export class ItemStore extends Store {
  constructor(
    db: Database,
    readonly label = 'items',
  ) {
    super(db)
  }

  static open(): ItemStore {
    return new ItemStore(inject(database))
  }

  async rename(id: number, name: string): Promise<void> {
    const items = new ItemsRepository(this.db)
    await items.updateNameById(name, id)
  }
}

/** Has the constructor that it inherits. */
export class LoudStore extends ItemStore {
  async cheapest(): Promise<string | undefined> {
    const items = new ItemsRepository(this.db)
    const rows = await items.findNameFirst()
    return rows[0]?.name.toUpperCase()
  }
}
