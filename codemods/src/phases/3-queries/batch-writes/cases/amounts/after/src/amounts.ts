import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export interface Raise {
  id: number
  by: number
}

export async function raise(raises: Raise[]): Promise<void> {
  const itemsRepository = inject(ItemsRepository)
  await itemsRepository.increasePriceByIdForEach(raises.map((raise) => raise.by), raises.map((raise) => raise.id))
}

export async function rename(names: string[], category: string): Promise<number> {
  const itemsRepository = inject(ItemsRepository)
  let changed = 0
  changed += await itemsRepository.updatePriceByCategoryAndNameForEach(names.map((_, i) => names[i].trim()), category, names)
  return changed
}

export async function removeCheap(limits: { category: string; below: number }[]): Promise<number> {
  const itemsRepository = inject(ItemsRepository)
  let removed = 0
  removed += await itemsRepository.deleteByCategoryAndPriceBelowForEach(limits.map(({ category }) => category), limits.map(({ below }) => below))
  return removed
}

export async function addAll(items: { id: number; name: string; category: string | null }[]): Promise<void> {
  const itemsRepository = inject(ItemsRepository)
  await itemsRepository.insertForEach(items.map(({ id }) => id), items.map(({ name }) => name), items.map(({ id }) => id), items.map(({ category }) => category))
}

export async function keepOld(items: { id: number; name: string }[]): Promise<void> {
  const itemsRepository = inject(ItemsRepository)
  await itemsRepository.insertIfMissingForEach(items.map((item) => item.id), items.map((item) => item.name))
}
