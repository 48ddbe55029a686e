import { type Database, inject } from '@duckshift/runtime'
import { database } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'

class Copy {
  constructor(
    private readonly from: Database,
    private readonly to: Database,
  ) {}

  async run(): Promise<number> {
    const items = new ItemsRepository(this.from)
    const rows = await items.listIdAndName()
    for (const { id, name } of rows) {
      await new ItemsRepository(this.to).insert(id + 100, name)
    }
    return rows.length
  }
}

async function move(from: Database, to: Database, id: number, tag: string): Promise<void> {
  const tags = new TagsRepository(from)
  await tags.deleteByItemId(id)
  await new TagsRepository(to).insert(id, tag)
}

export async function copyAll(): Promise<number> {
  await move(inject(database), inject(database), 1, 'moved')
  return new Copy(inject(database), inject(database)).run()
}
