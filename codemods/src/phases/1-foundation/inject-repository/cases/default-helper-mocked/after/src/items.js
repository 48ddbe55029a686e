import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export async function named(name) {
  return inject(ItemsRepository).listIdAndNameByName(name)
}

export async function rename(id, name) {
  await inject(ItemsRepository).updateNameById(name, id)
}

export const all = () => inject(ItemsRepository).listIdAndName()
