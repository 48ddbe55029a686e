import { inject } from '@duckshift/runtime'
import { database } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'

export async function priced(id: number, given: string): Promise<boolean> {
  let price: number | null = null
  for (const part of given.split(' ')) {
    price = Number.parseFloat(part) || null
    if (price === null) continue
    const db = inject(database)
    const items = inject(ItemsRepository)
    const tags = inject(TagsRepository)
    await db.transaction(async () => {
      await items.updatePriceById(price!, id)
      await tags.insert(id, price!.toFixed(2))
    })
  }
  return price !== null
}
