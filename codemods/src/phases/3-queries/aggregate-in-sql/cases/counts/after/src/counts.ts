import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'

export interface Item {
  id: number
  name: string
  price: number | null
  category: string | null
}

export async function howMany(category: string): Promise<number> {
  const itemsRepository = inject(ItemsRepository)
  const count = await itemsRepository.countByCategory(category)
  return count
}

export async function isEmpty(): Promise<string> {
  const tags = inject(TagsRepository)
  const count = await tags.countTag()
  // both of them ask the same
  if (count === 0) return 'empty'
  return `${count} tags`
}

export async function onTheSpot(id: number): Promise<boolean> {
  const tags = inject(TagsRepository)
  return await tags.countByItemId(id) > 0
}

export async function cheap(): Promise<number> {
  const itemsRepository = inject(ItemsRepository)
  const count = await itemsRepository.countMatching()
  return count
}

export async function named(name: string, above: number): Promise<number> {
  const itemsRepository = inject(ItemsRepository)
  const count = await itemsRepository.countByIdAtLeastMatching(above, name)
  return count
}

export class Shelf {
  private readonly items = inject(ItemsRepository)

  async expensive(): Promise<number> {
    const count2 = await this.items.countIdAndPriceMatching()
    const count = 1
    return count2 + count
  }
}
