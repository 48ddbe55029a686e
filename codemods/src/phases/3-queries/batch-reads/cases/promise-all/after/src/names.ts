import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'

export function namesOf(ids: number[]) {
  const itemsRepository = inject(ItemsRepository)
  return itemsRepository.findNameByIdForEach([...ids])
}

export async function labels(items: { id: number; prefix: string }[]): Promise<string[]> {
  const tags = inject(TagsRepository)
  const foundRows = await tags.listTagByItemIdForEach(items.map(({ id }) => id))
  const found = await Promise.all(
    items.map(async ({ id, prefix }, index) => {
      const rows = foundRows[index]
      return rows.map((row) => prefix + row.tag).join('/')
    }),
  )
  return found
}
