import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

const NONE = 'none'

export interface Changes {
  name?: string
  price?: number | null
  category?: string
}

export interface Item {
  id: number
  name: string
}

/** Nothing is sent where nothing is to be changed. */
export async function update(id: number, name?: string, category?: string): Promise<void> {
  // Nothing to do.
  if (name === undefined && category === undefined) return
  await inject(ItemsRepository).update(name, category, id)
}

/** What it answers instead is its own matter. */
export async function patch(id: number, changes: Changes): Promise<{ status: number; changed?: number }> {
  const itemsRepository = inject(ItemsRepository)
  if (
    !changes.name &&
    !(changes.price !== undefined && changes.price !== null) &&
    changes.category === undefined
  ) {
    console.warn('nothing to change')
    return { status: 400 }
  }
  const changed = await itemsRepository.updateById(changes, id)
  return { status: 200, changed }
}

/** What is there anyway counts. */
export async function touch(id: number, changes: Changes): Promise<void> {
  if (changes.name !== NONE && !changes.name) throw new Error(`Nothing to change in ${id}`)
  await inject(ItemsRepository).touch(changes, id)
}

/** Parts in parts, and a text. */
export async function find(wanted: Changes | undefined, isAll: boolean): Promise<Item[]> {
  if ((!wanted || !wanted.name) && (!wanted || !wanted.category) && !isAll) return []
  return inject(ItemsRepository).find(wanted)
}

/** The call stands in what is asked. */
export class Items {
  async change(id: number, { name, price, category }: Changes): Promise<void> {
    if (id > 0 && (name || price != null || category)) {
      await inject(ItemsRepository).change(name, price, category, id)
    }
  }
}

/** What it asks is of something else. */
export async function named(changes: Changes, least: number): Promise<Item[]> {
  if (changes.category === NONE) return []
  return inject(ItemsRepository).named(least, changes)
}

/** Two statements of one guard, of each turn. */
export async function both(all: readonly { name?: string; category?: string }[]) {
  const itemsRepository = inject(ItemsRepository)
  const found: Item[] = []
  for (const { name, category } of all) {
    if (!name && !category) continue
    const [count] = await itemsRepository.countByNameAndCategoryForBoth(name, category)
    const items = await itemsRepository.listIdAndNameByNameAndCategoryForBoth(name, category)
    if (count?.n === items.length) found.push(...items)
  }
  return found
}
