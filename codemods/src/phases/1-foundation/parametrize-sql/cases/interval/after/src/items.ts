import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export async function recent(days: number, months: number) {
  const items = inject(ItemsRepository)
  return items.listIdByCreatedAtAfterAndCreatedAtBefore(days, months)
}

export const lately = (days: number) =>
  inject(ItemsRepository).listIdByCreatedAtAfter(`${days} days`)
