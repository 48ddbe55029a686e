import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'
import { NOBODY } from './names.js'

export async function rename(id, name) {
  if (name !== NOBODY) {
    await inject(ItemsRepository).rename(name, id)
  }
}
