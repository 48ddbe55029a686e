import { inject } from '@duckshift/runtime'
import { database } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'

export async function earlyReturn(id: number): Promise<string> {
  const db = inject(database)
  const items = inject(ItemsRepository)
  const tagsRepository = inject(TagsRepository)
  return db.transaction(async () => {
    const rows = await items.findNameById(id)
    const found = rows[0]
    if (!found) {
      return 'missing'
    }
    await tagsRepository.deleteByItemId(id)
    await items.deleteById(id)
    return found.name
  })
}

export async function workAfterCommit(id: number, done: (names: string[]) => void): Promise<number> {
  const db = inject(database)
  const items = inject(ItemsRepository)
  const { rows, removed } = await db.transaction(async () => {
    const rows = await items.listNameByIdBelow(id)
    const removed = await items.deleteByIdBelow(id)
    return { rows, removed }
  })
  done(rows.map((row) => row.name))
  return removed
}

export async function withoutTry(id: number, price: number): Promise<number> {
  const db = inject(database)
  const items = inject(ItemsRepository)
  const tagsRepository = inject(TagsRepository)
  const changed = await db.transaction(async () => {
    const changed = await items.updatePriceById(price, id)
    await tagsRepository.deleteByItemId(id)
    return changed
  })
  return changed
}

export async function flagged(id: number, tags: string[]): Promise<void> {
  const db = inject(database)
  const tagsRepository = inject(TagsRepository)
  await db.transaction(async () => {
    await tagsRepository.deleteByItemId(id)
    for (const tag of tags) {
      await tagsRepository.insert(id, tag)
    }
  })
}

export async function swallowed(id: number, tag: string): Promise<boolean> {
  const db = inject(database)
  const items = inject(ItemsRepository)
  const tagsRepository = inject(TagsRepository)
  try {
    return await db.transaction(async () => {
      await items.updateCategoryById(tag, id)
      await tagsRepository.insert(id, tag)
      return true
    })
  } catch {
    return false
  }
}
