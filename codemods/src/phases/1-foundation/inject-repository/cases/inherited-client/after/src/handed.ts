import { type Database, inject } from '@duckshift/runtime'
import { database } from './database.js'
import { TagsRepository } from './repositories/tags-repository.js'

abstract class Handed {
  constructor(protected readonly client: Database) {}
}

class Tags extends Handed {
  async of(id: number): Promise<string[]> {
    const tags = new TagsRepository(this.client)
    const rows = await tags.listTagByItemId(id)
    return rows.map(({ tag }) => tag)
  }
}

class Own extends Handed {
  constructor(
    client: Database,
    private readonly tag: string,
  ) {
    super(client)
  }

  async clear(): Promise<void> {
    const tags = new TagsRepository(this.client)
    await tags.deleteByTag(this.tag)
  }
}

export async function tagsOf(id: number): Promise<string[]> {
  const db = inject(database)
  await new Own(db, 'old').clear()
  return new Tags(db).of(id)
}
