import { type Database, inject } from '@duckshift/runtime'
import { database } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'

export class ItemService {
  constructor(private readonly db: Database) {}

  async remove(id: number): Promise<void> {
    const tags = new TagsRepository(this.db)
    await this.db.transaction(async () => {
      await tags.deleteByItemId(id)
      const items = new ItemsRepository(this.db)
      await items.deleteById(id)
    })
  }
}

async function rename(db: Database, id: number, name: string): Promise<void> {
  const items = new ItemsRepository(db)
  await db.transaction(async () => {
    await items.updateNameById(name, id)
    const tags = new TagsRepository(db)
    await tags.insert(id, 'renamed')
  })
}

export async function replace(id: number, name: string): Promise<void> {
  const db = inject(database)
  await new ItemService(db).remove(id)
  await rename(db, id + 1, name)
}
