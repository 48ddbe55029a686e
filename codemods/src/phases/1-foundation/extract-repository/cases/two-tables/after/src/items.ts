import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'

export async function remove(id: number): Promise<void> {
  const tags = inject(TagsRepository)
  const items = inject(ItemsRepository)
  await tags.deleteByItemId(id)
  await items.deleteById(id)
}
