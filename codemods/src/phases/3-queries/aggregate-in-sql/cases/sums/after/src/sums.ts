import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'

export async function sumOfIds(category: string): Promise<number> {
  const items = inject(ItemsRepository)
  const total = await items.sumIdIdByCategory(category)
  return total
}

export async function sumOfItems(above: number): Promise<string> {
  const tagsRepository = inject(TagsRepository)
  const total = await tagsRepository.sumItemIdByItemIdAbove(above)
  const sum = total
  return `sum: ${sum}`
}
