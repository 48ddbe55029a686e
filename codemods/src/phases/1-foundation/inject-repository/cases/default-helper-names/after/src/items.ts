import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export interface Item {
  id: number
  name: string | null
}

export async function named(name: string): Promise<Item[]> {
  return inject(ItemsRepository).listIdAndNameByName(name)
}

export async function byId(id: number): Promise<Item | undefined> {
  const [item] = await inject(ItemsRepository).findIdAndNameById(id)
  return item
}

export async function rename(id: number, name: string): Promise<void> {
  await inject(ItemsRepository).updateNameById(name, id)
}

export async function all(): Promise<Item[]> {
  return inject(ItemsRepository).listIdAndName()
}

export async function cheapest(): Promise<Item[]> {
  return inject(ItemsRepository).findIdAndNameFirst()
}
