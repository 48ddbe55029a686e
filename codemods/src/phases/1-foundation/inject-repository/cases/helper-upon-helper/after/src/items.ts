import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export interface Item {
  id: number
  name: string
}

export async function itemById(id: number): Promise<Item | null> {
  return inject(ItemsRepository).findIdAndNameById(id)
}

export async function nameOf(id: number): Promise<string> {
  const item = await inject(ItemsRepository).findIdAndNameById(id)
  return item === null ? 'none' : item.name
}

export async function all(): Promise<Item[]> {
  return inject(ItemsRepository).listIdAndName()
}
