import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'

/** A type of the same name is another one. */
export interface Criteria {
  readonly tags: readonly string[]
}

export async function countTags(criteria: Criteria): Promise<number> {
  const [row] = await inject(TagsRepository).countTags(criteria)
  return row?.n ?? 0
}

export async function namedLike(criteria: Criteria): Promise<{ name: string }[]> {
  return inject(ItemsRepository).namedLike(criteria)
}

/** One page, and how many there are: what both are asked by goes with both. */
export async function page(name: string | undefined, limit: number, offset: number) {
  const items = inject(ItemsRepository)
  const [total] = await items.countForPage(name)
  const rows = await items.listNameForPage(name, limit, offset)
  return { total: total?.n ?? 0, rows }
}

export async function together(name: string | undefined) {
  const tags = inject(TagsRepository)
  const [first, second] = await Promise.all([
    tags.findItemIdFirstForTogether(name),
    tags.countForTogether(name),
  ])
  return { first, second }
}

/** Nothing that it is made of changes meanwhile. */
export async function waited(load: () => Promise<string>) {
  const name = await load()
  await load()
  return inject(ItemsRepository).waited(name)
}

/** One of several texts, and one by its name. */
export async function summarized(step: string, order?: 'name' | 'price') {
  return inject(ItemsRepository).summarized(step, order)
}

/** Several of its parts are in the call itself. */
export const between = (least: number, direction: 'ASC' | 'DESC', most: number) =>
  inject(ItemsRepository).between(direction, most, least)
