import { inject } from '@duckshift/runtime'
import { database } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'

export interface Item {
  id: number
  name: string
  tags: string[]
}

/** What is read inside is used behind. */
export async function replaceItem(item: Item): Promise<string> {
  const tags = inject(TagsRepository)
  const items = inject(ItemsRepository)
  const removed = await inject(database).transaction(async () => {
    await tags.deleteByItemId(item.id)
    // the count tells the caller whether it was there
    const removed = await items.deleteById(item.id)
    await items.insert(item.id, item.name) // without a price
    return removed
  })
  return `${item.name}: ${removed}`
}

export async function remove(id: number): Promise<boolean> {
  const tags = inject(TagsRepository)
  const items = inject(ItemsRepository)
  if (id < 0) return false
  return inject(database).transaction(async () => {
    await tags.deleteByItemId(id)
    const removed = await items.deleteById(id)
    if (removed === 0) return false
    await tags.insert(id)
    return true
  })
}

export async function removeAll(ids: number[]): Promise<number> {
  const tags = inject(TagsRepository)
  const items = inject(ItemsRepository)
  let removed = 0
  for (const id of ids) {
    await inject(database).transaction(async () => {
      await tags.deleteByItemId(id)
      removed += await items.deleteById(id)
    }, { retry: false })
  }
  return removed
}

export async function clear(id: number): Promise<string> {
  const items = inject(ItemsRepository)
  const tags = inject(TagsRepository)
  try {
    await inject(database).transaction(async () => {
      await Promise.all([
        items.updatePriceById(id),
        tags.deleteByItemId(id),
      ])
    })
    return `
  cleared ${id}`
  } catch (error) {
    throw new Error('could not clear', { cause: error })
  }
}

async function note(id: number, tag: string): Promise<void> {
  const tags = inject(TagsRepository)
  await tags.insertIfMissing(id, tag)
}

export class Shelf {
  private readonly items = inject(ItemsRepository)

  async rename(id: number, name: string): Promise<void> {
    await inject(database).transaction(async () => {
      await this.items.updateNameById(name, id)
      await note(id, `named ${name}`)
    })
  }
}
