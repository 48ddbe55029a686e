import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'

export async function collected(ids: number[]): Promise<string[]> {
  const tagsRepository = inject(TagsRepository)
  const idRows = await tagsRepository.listTagByItemIdForEach(ids)
  const tags = await ids.reduce(
    async (before, id, index2) => {
      const so = await before
      const rows = idRows[index2]
      return [...so, ...rows.map((row) => row.tag)]
    },
    Promise.resolve([] as string[]),
  )
  return tags
}

/** Each turn is noted before the next one starts. */
export async function inOrder(items: { id: number; name: string }[], note: (line: string) => void): Promise<void> {
  const itemsRepository = inject(ItemsRepository)
  const lines: string[] = []
  const foundRows = await itemsRepository.findPriceByIdForEach(items.map(({ id }) => id))
  await items.reduce(async (previous, { id, name }, index) => {
    await previous
    if (name === '') return
    const rows = foundRows[index]
    if (rows.length === 0) throw new Error(`no ${id}`)
    lines.push(`${index} ${name} ${rows[0]!.price}`)
  }, Promise.resolve())
  lines.forEach((line) => note(line))
}

export function chained(ids: number[]): Promise<number> {
  const itemsRepository = inject(ItemsRepository)
  const idRows = itemsRepository.countByIdBelowForEach([...ids])
  return ids.reduce(
    (sum, id, index2) =>
      sum.then(async (so) => {
        const rows = (await idRows)[index2]
        return so + Number(rows[0]!.n)
      }),
    Promise.resolve(0),
  )
}
