import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'

/** Nobody waits for it: the count of those that started comes at once, what they find later. */
export function announce(ids: number[], found: string[]): number {
  const tags = inject(TagsRepository)
  let started = 0
  const idRows = tags.listTagByItemIdForEach([...ids])
  ids.forEach(async (id, index) => {
    started += 1
    const rows = (await idRows)[index]
    found.push(`${id}: ${rows.length}`)
  })
  return started
}

export async function keptForLater(ids: number[]): Promise<(string | undefined)[]> {
  const itemsRepository = inject(ItemsRepository)
  const idFound = itemsRepository.findNameByIdForEach([...ids])
  const names = ids.map(async (id, index) => {
    const [row] = (await idFound)[index]
    return row?.name
  })
  return Promise.all(names)
}

export async function chained(items: { id: number; name: string }[]): Promise<string[]> {
  const itemsRepository = inject(ItemsRepository)
  const itemFound = await itemsRepository.findPriceByIdForEach(items.map((item) => item.id))
  return await Promise.all(
    items.map((item, index) =>
      Promise.resolve(itemFound[index])
        .then((rows) => `${item.name} ${rows[0]?.price}`),
    ),
  )
}

export async function settled(ids: number[]): Promise<string[]> {
  const itemsRepository = inject(ItemsRepository)
  const idRows = itemsRepository.findNameByIdForEach([...ids])
  const ends = await Promise.allSettled(
    ids.map(async (id, index) => {
      const rows = (await idRows)[index]
      if (rows.length === 0) throw new Error('none')
      return rows[0]!.name
    }),
  )
  return ends.map((end) => (end.status === 'fulfilled' ? end.value : String(end.reason)))
}
