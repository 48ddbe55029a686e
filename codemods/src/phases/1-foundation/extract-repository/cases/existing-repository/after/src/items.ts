import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export async function rename(id: number, name: string): Promise<number> {
  return inject(ItemsRepository).updateNameById(name, id)
}
