import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

/** @param {number} id */
export async function nameOf(id) {
  const [item] = await inject(ItemsRepository).findNameById(id)
  return item?.name.trim()
}

/** @param {number} id @param {string | null} name */
export async function rename(id, name) {
  await inject(ItemsRepository).updateNameById(name, id)
}
