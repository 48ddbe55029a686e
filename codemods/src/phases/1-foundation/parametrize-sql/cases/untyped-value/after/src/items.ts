import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export async function byName(name: any) {
  const items = inject(ItemsRepository)
  return items.listIdByName(String(name))
}

export async function like(part: any) {
  const items = inject(ItemsRepository)
  return items.listIdByNameLike(`%${part}%`)
}
