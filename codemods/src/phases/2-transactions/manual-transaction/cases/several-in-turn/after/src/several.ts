import { inject } from '@duckshift/runtime'
import { database } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'

export async function twice(id: number): Promise<void> {
  const db = inject(database)
  const tags = inject(TagsRepository)
  const items = inject(ItemsRepository)
  await db.transaction(async () => {
    await tags.deleteByItemId(id)
  })
  await db.transaction(async () => {
    await items.deleteById(id)
  })
}

export async function oneAfterTheOther(id: number, report: (text: string) => void): Promise<number> {
  const db = inject(database)
  const tags = inject(TagsRepository)
  const items = inject(ItemsRepository)
  let count!: number
  await db.transaction(async () => {
    count = await tags.deleteByItemId(id)
  }, { retry: false })

  // In between.
  report(`${count} tags`)

  await db.transaction(async () => {
    count = await items.deleteById(id)
  }, { retry: false })
  return count
}

export async function early(id: number, category: string | undefined): Promise<string> {
  const db = inject(database)
  const items = inject(ItemsRepository)
  const tags = inject(TagsRepository)
  if (category === undefined) {
    await db.transaction(async () => {
      await items.deleteById(id)
    })
    return 'gone'
  }
  await db.transaction(async () => {
    await items.updateCategoryById(category, id)
    await tags.deleteByItemId(id)
  })
  return 'moved'
}
