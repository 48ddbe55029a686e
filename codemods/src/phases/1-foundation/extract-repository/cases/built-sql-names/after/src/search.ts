import { inject } from '@duckshift/runtime'
import { database } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'

const DEFAULT = 5

/** `default` is no name for a parameter. */
export async function first(name?: string) {
  return inject(ItemsRepository).first(name, DEFAULT)
}

/** The names of constants are those of members, too. */
export async function sorted(order: 'NAME' | 'PRICE', least?: number) {
  return inject(ItemsRepository).sorted(least, order)
}

/** What has `then` is waited for. */
export async function then(name?: string) {
  return inject(ItemsRepository).listId(name)
}

/** Every object has one, which takes nothing. */
export async function toString(tag?: string) {
  return inject(TagsRepository).listTag(tag)
}

/** Its path is written for this folder. */
export async function elsewhere(asked: import('./asked.js').Asked) {
  let where = ''
  if (asked.name) where = 'WHERE name = ?'
  return inject(database).query<{ price: number }>(`SELECT price FROM items ${where}`, asked.name ? [asked.name] : [])
}
