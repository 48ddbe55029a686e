import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'

const MOST = 50

export interface Criteria {
  name?: string
  minPrice?: number
  ids?: number[]
  limit?: number
}

export interface Item {
  id: number
  name: string
}

/** Optional parts, one after the other. */
export async function searchItems(criteria: Criteria): Promise<Item[]> {
  const items = inject(ItemsRepository)
  // Whatever is asked for.
  return items.searchItems(criteria, MOST)
}

export async function byIds(ids: readonly number[]): Promise<Item[]> {
  if (ids.length === 0) return []
  return inject(ItemsRepository).byIds(ids)
}

/** A list made of a set. */
export const tagged = (wanted: Set<string>) => {
  return inject(TagsRepository).tagged(wanted)
}

export class Prices {
  async cheapest(direction: 'ASC' | 'DESC', category?: string, limit = 10): Promise<string[]> {
    try {
      const rows = await inject(ItemsRepository).cheapest(category, direction, limit)
      return rows.map((row) => row.name)
    } catch (error) {
      throw new Error('No prices could be read', { cause: error })
    }
  }

  async rename(id: number, name?: string, category?: string): Promise<number> {
    return inject(ItemsRepository).rename(name, category, id)
  }
}
