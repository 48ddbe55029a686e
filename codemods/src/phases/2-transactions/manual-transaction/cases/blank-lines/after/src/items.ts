import { inject } from '@duckshift/runtime'
import { database } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'

export async function inTry(id: number): Promise<void> {
  const db = inject(database)
  const items = inject(ItemsRepository)

  await db.transaction(async () => {
    await items.deleteById(id)
  })
}

export async function beginInTry(id: number): Promise<void> {
  const db = inject(database)
  const items = inject(ItemsRepository)
  const tags = inject(TagsRepository)
  await db.transaction(async () => {
    await items.deleteById(id)
    await tags.deleteByItemId(id)
  })
}

export async function goingOn(id: number): Promise<string> {
  const db = inject(database)
  const tags = inject(TagsRepository)
  const items = inject(ItemsRepository)
  await db.transaction(async () => {
    // Tags first.
    await tags.deleteByItemId(id)

    await items.deleteById(id)
  })

  return `removed ${id}`
}

export async function goingOnInTry(id: number): Promise<string> {
  const db = inject(database)
  const tags = inject(TagsRepository)
  return db.transaction(async () => {

    await tags.deleteByItemId(id)

    return `removed ${id}`
  })
}

export async function handledElsewhere(id: number): Promise<boolean> {
  const db = inject(database)
  const items = inject(ItemsRepository)

  try {
    return await db.transaction(async () => {
      await items.deleteById(id)

      return true
    })
  } catch (error) {
    console.error(error)
    return false
  }
}

export async function named(id: number): Promise<{ removed: number; of: string }> {
  const db = inject(database)
  const items = inject(ItemsRepository)
  const tags = inject(TagsRepository)
  const { removed, tag } = await db.transaction(async () => {
    const removed = await items.deleteById(id)
    const [tag] = await tags.listTagByItemId(id)

    return { removed, tag }
  })
  const of = tag?.tag ?? ''
  return { removed, of }
}

export async function count(id: number): Promise<number> {
  const db = inject(database)
  const items = inject(ItemsRepository)
  const removed = await db.transaction(async () => {
    const removed = await items.deleteById(id)
    return removed
  })
  return removed
}
