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
