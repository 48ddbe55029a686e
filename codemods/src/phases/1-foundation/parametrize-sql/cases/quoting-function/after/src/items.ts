import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export async function named(name: string) {
  return inject(ItemsRepository).listIdByName(name)
}

export async function add(id: number, name: string, category: string | null, price?: number) {
  await inject(ItemsRepository).insert(id, name.trim(), category, price ?? null)
}

export async function priced(isCheap: boolean) {
  return inject(ItemsRepository).listIdByPriceBelow(isCheap)
}
