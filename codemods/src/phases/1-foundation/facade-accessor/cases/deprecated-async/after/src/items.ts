import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export interface Item {
  id: number
  name: string
}

export async function itemsNamed(name: string): Promise<Item[]> {
  // The index is on the name.
  return inject(ItemsRepository).listIdAndNameByName(name)
}

export async function rename(id: number, name: string): Promise<void> {
  await inject(ItemsRepository).updateNameById(name, id)
}
