import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'

/** From the first to the last; what the caller keeps is empty behind it. */
export async function shift(ids: number[]): Promise<string[]> {
  const tagsRepository = inject(TagsRepository)
  const lines: string[] = []
  const idTags = await tagsRepository.listTagByItemIdForEach(ids)
  while (ids.length > 0) {
    const id = ids.shift()!
    const tags = idTags[idTags.length - ids.length - 1]
    lines.push(`${id}: ${tags.map((row) => row.tag).join(', ')} (${ids.length} left)`)
  }
  return lines
}

export async function pop(items: { id: number; name: string }[]): Promise<[(string | undefined)[], number]> {
  const itemsRepository = inject(ItemsRepository)
  const queue = items.filter((item) => item.id !== 3)
  const found: (string | undefined)[] = []
  const foundRows = await itemsRepository.findCategoryByIdForEach(queue.map(({ id }) => id))
  while (queue.length) {
    const { id, name } = queue.pop()!
    if (name === '') break
    const rows = foundRows[queue.length]
    found.push(rows[0]?.category)
  }
  return [found, queue.length]
}

/** Ends at the first 0. */
export async function untilZero(ids: number[]): Promise<number> {
  const tagsRepository = inject(TagsRepository)
  const queue = [...ids]
  let total = 0
  let next: number | undefined
  const nextFound = await tagsRepository.countByItemIdAtLeastForEach(queue)
  while ((next = queue.shift())) {
    const [row] = nextFound[nextFound.length - queue.length - 1]
    total += Number(row!.n)
  }
  return total
}
