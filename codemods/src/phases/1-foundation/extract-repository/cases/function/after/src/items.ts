import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

/** The item's name; undefined when there is none. */
export async function nameOf(id: number): Promise<string | undefined> {
  const items = inject(ItemsRepository)
  // one row at most: id is the key
  const rows = await items.findNameById(id)
  return rows[0]?.name
}
