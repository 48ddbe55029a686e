import { inject } from '@duckshift/runtime'
import { database } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'

/** Runs the work, all of it or none. */
export async function inTransaction<T>(work: () => Promise<T>): Promise<T> {
  const db = inject(database)
  let result!: T
  await db.transaction(async () => {
    result = await work()
  }, { retry: false })
  return result
}

export async function move(from: number, to: number): Promise<number> {
  return inTransaction(async () => {
    const tagsRepository = inject(TagsRepository)
    const items = inject(ItemsRepository)
    const moved = await tagsRepository.updateItemIdByItemId(to, from)
    await items.deleteById(from)
    return moved
  })
}

export class Shelf {
  private readonly db = inject(database)

  private async transact<T>(work: (db: Shelf) => Promise<T>): Promise<T> {
    return this.db.transaction(async () => {
      const value = await work(this)
      return value
    }, { retry: false })
  }

  async retag(id: number, tags: string[]): Promise<number> {
    return this.transact(async (shelf) => {
      await shelf.db.execute('DELETE FROM tags WHERE item_id = ?', [id])
      for (const tag of tags) await shelf.db.execute('INSERT INTO tags (item_id, tag) VALUES (?, ?)', [id, tag])
      return tags.length
    })
  }
}
