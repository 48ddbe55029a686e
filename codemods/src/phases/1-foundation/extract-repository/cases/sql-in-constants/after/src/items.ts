import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

const TWICE = `SELECT id
  FROM items
  WHERE name = ?`

export const all = () => inject(ItemsRepository).listIdAndName()

export const first = () => inject(ItemsRepository).findIdAndNameFirst()

export const byName = (name: string) => inject(ItemsRepository).listIdByName(name)

export const sameAgain = (name: string) => inject(ItemsRepository).listIdByName(name)

export const byCategory = (category: string) =>
  inject(ItemsRepository).listIdByCategory(category)

export const count = () => inject(ItemsRepository).countAll()

export const expensive = () => inject(ItemsRepository).listIdByCategoryLuxury()

console.log(TWICE)
