import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export async function weightOf(id: number) {
  const items = inject(ItemsRepository)
  return items.findWeightById(id)
}
