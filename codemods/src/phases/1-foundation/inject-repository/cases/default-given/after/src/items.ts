import { type Database, inject } from '@duckshift/runtime'
import { database } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'

class WithDefault {
  constructor(protected readonly db: Database = inject(database)) {}
}

export class Items extends WithDefault {
  async count(): Promise<number> {
    const itemsRepository = new ItemsRepository(this.db)
    return (await itemsRepository.listId()).length
  }
}

export class Tags {
  constructor(private readonly tags = inject(TagsRepository)) {}

  async clear(tag: string): Promise<void> {
    await this.tags.deleteByTag(tag)
  }
}

export const items = () => new Items()
