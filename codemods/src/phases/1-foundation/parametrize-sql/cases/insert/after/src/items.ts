import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export async function add(id: number, name: string, price: number): Promise<void> {
  await inject(ItemsRepository).insert(id, name, price)
}
