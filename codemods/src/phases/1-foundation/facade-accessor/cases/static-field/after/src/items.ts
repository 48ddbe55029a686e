import { inject } from '@duckshift/runtime'
import { shopClient } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export async function nameOf(id: number): Promise<string | undefined> {
  const [item] = await inject(ItemsRepository).findNameById(id)
  return item?.name
}

export function client() {
  return inject(shopClient)
}
