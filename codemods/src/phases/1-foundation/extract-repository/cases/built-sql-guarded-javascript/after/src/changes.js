import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'
import { UNSET } from './unset.js'

export async function update(id, changes) {
  if (changes.name === undefined && changes.category === UNSET) return null
  return inject(ItemsRepository).update(changes, UNSET, id)
}

export async function updateNamed(id, name, category) {
  if (!id) throw new Error('no id')
  if (!name && !category) throw new Error('no changes')
  await inject(ItemsRepository).updateNamed(name, category, id)
}
