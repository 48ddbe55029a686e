import { inject } from '@duckshift/runtime'
import { database } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export interface Item {
  id: number
  name: string | null
}

export async function named(name: string): Promise<Item[]> {
  return inject(ItemsRepository).listIdAndNameByName(name)
}

export async function rename(id: number, name: string): Promise<void> {
  await inject(ItemsRepository).updateNameById(name, id)
}

export async function sorted(column: string): Promise<Item[]> {
  return inject(database).query<Item>(`SELECT id, name FROM items ORDER BY ${column}`)
}
