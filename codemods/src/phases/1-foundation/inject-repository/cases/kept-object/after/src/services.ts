import { type Client, getClient } from './db.js'
import { databaseOn } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export interface Deps {
  readonly db: Client
  readonly log: (text: string) => void
}

export class Items {
  constructor(private readonly deps: Deps) {}

  async names(): Promise<string[]> {
    this.deps.log('names')
    const items = new ItemsRepository(databaseOn(this.deps.db))
    const rows = await items.listName()
    return rows.map((row) => row.name)
  }

  async rename(id: number, name: string): Promise<void> {
    const { db, log } = this.deps
    log('rename')
    const items = new ItemsRepository(databaseOn(db))
    await items.updateNameById(name, id)
  }
}

export const deps: Deps = { db: getClient(), log: console.log }
