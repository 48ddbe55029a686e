import { inject } from '@duckshift/runtime'
import { database } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export const inComment = (name: string, category: string) =>
  inject(ItemsRepository).listIdByNameAndCategory(name, category)

export const inLine = (name: string, category: string) =>
  inject(ItemsRepository).listIdByNameAndCategoryForInLine(name, category)

export const inDollars = (name: string, category: string) =>
  inject(ItemsRepository).listIdByNameNotAndNameAndCategory(name, category)

export const filledComment = (id: number, note: string) =>
  inject(database).query<{ id: number }>(`SELECT id FROM items /* ${note} */ WHERE id = ${id}`)

export const numberedMarks = (name: string, category: string) =>
  inject(database).query<{ id: number }>(
    `SELECT id FROM items WHERE name = '${name}' AND (category = ?1 OR ?1 = 'any')`,
    [category],
  )
