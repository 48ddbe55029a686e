import { type Database, inject } from '@duckshift/runtime'
import { database } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'

abstract class Store {
  constructor(protected readonly db: Database) {}
}

export class ItemStore extends Store {
  async rename(id: number, name: string): Promise<void> {
    await this.db.transaction(async () => {
      const items = new ItemsRepository(this.db)
      await items.updateNameById(name, id)
      const tags = new TagsRepository(this.db)
      await tags.deleteByItemId(id)
    })
  }

  /** Nothing is rewritten here: its repository has a name above the loop. */
  async namesOf(ids: number[]): Promise<string[]> {
    const names: string[] = []
    const items = new ItemsRepository(this.db)
    for (const id of ids) {
      const rows = await items.findNameById(id)
      names.push(rows[0]?.name ?? '')
    }
    return names
  }
}

export async function renamed(): Promise<string[]> {
  const store = new ItemStore(inject(database))
  await store.rename(1, 'one')
  return store.namesOf([1, 2])
}
