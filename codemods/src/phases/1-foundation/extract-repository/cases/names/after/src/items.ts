import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'

enum Category {
  Tool = 'tool',
}

const MOST_SHOWN = 20

export async function tag(line: string): Promise<void> {
  const [id, tag] = line.split(' ')
  await inject(TagsRepository).insert(Number(id), tag!.trim())
}

export async function add(id: number, price: number | null, names: readonly string[]): Promise<void> {
  await inject(ItemsRepository).insert(
    id,
    price,
    names.join(' '),
  )
}

export async function toTool(id: number): Promise<void> {
  await inject(ItemsRepository).updateCategoryById(Category.Tool, id)
}

export async function toToy(id: number): Promise<void> {
  await inject(ItemsRepository).updateCategoryToToyById(id)
}

export function toys() {
  return inject(ItemsRepository).listIdAndNameByCategoryToy(MOST_SHOWN)
}

export function firstToy() {
  return inject(ItemsRepository).findByCategoryToy()
}

export async function isKnown(name: string): Promise<boolean> {
  const found = await inject(ItemsRepository).listMatchesByName(name)
  return found.length > 0
}
