import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export async function all() {
  const items = inject(ItemsRepository)
  return items.listIdAndName()
}

export async function byName(name: string) {
  // What it asks for.
  const rows = await inject(ItemsRepository).listIdByName(name)
  return rows.map((row) => row.id)
}

export async function byCategory(input: { category: string; size: number }) {
  const items = inject(ItemsRepository)
  try {
    return await items.listIdByCategory(input.category, input.size)
  } catch (error) {
    throw new Error('Items could not be read', { cause: error })
  }
}

export async function older(limit: Date) {
  const items = inject(ItemsRepository)
  return items.listIdByCreatedAtBefore(limit.toISOString())
}

/** What is said of a value's type changes nothing of it. */
export async function satisfied(name: string) {
  const most = 10
  const rows = await inject(ItemsRepository).listIdByNameForSatisfied(name satisfies string)
  return { rows, most }
}

export async function asserted(input: Record<string, unknown>) {
  const most = 10
  const rows = await inject(ItemsRepository).listIdByNameForSatisfied(input.name as string)
  return { rows, most }
}
