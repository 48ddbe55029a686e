import { inject } from '@duckshift/runtime'
import { escapeText } from './db.js'
import { allAccessor, cachedAccessor } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export interface Item {
  readonly id: number
  readonly name: string
}

export function named(name: string, limit: number): Promise<Item[]> {
  return inject(ItemsRepository).listIdAndNameByNameAndAddedAtLeast(name, new Date().toISOString().slice(0, 10), limit)
}

export const one = (id: number): Promise<Item | null> => inject(ItemsRepository).findIdAndNameById(id)

/** Among others. */
export const priced = (name: string, price: number) =>
  inject(ItemsRepository).listIdByPriceAboveAndNameNot(price, name)

export const raised = (by: number) => inject(ItemsRepository).raised(by)

export const alike = (name: string) => inject(cachedAccessor)(`SELECT id FROM items WHERE name = '${escapeText(name)}'`)

/** One text, one call. */
export const replaced = (name: string) =>
  inject(allAccessor)(`BEGIN TRANSACTION; DELETE FROM items; INSERT INTO items (id, name) VALUES (1, '${escapeText(name)}'); COMMIT;`)
