import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export async function names() {
  return inject(ItemsRepository).listName()
}

export async function rename(id: number, name: string) {
  await inject(ItemsRepository).updateNameById(name, id)
}
