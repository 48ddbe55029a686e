import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

/** Kept beside the code that explains it. */
const ORDER = 'ORDER BY name, id'

class Items {
  static readonly source = 'FROM items'
  private readonly byName = 'WHERE name ='

  find(name: string) {
    return inject(ItemsRepository).listIdByName(name)
  }
}

export const items = new Items()

export function tools(below: number) {
  // Kept beside what it explains.
  const condition = `category = 'tools'`
  return inject(ItemsRepository).listIdByCategoryToolsAndPriceBelow(below)
}

export const cheap = (below: number) =>
  inject(ItemsRepository).listIdAndNameByCategoryAndPriceBelow(below)

export const inTypes = (category: string) =>
  inject(ItemsRepository).listIdAndNameByCategory(category)

export const named = (name: string) =>
  inject(ItemsRepository).listIdByNameAndCategoryNotClosed(name)

export const priced = (id: number) =>
  inject(ItemsRepository).findPriceById(id)
