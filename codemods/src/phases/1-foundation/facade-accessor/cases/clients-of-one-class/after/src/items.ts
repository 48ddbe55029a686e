import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export async function names(): Promise<string[]> {
  const rows = await inject(ItemsRepository).listName()
  return rows.map(({ name }) => name)
}
