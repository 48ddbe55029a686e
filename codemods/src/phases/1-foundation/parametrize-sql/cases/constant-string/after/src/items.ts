import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

const shorten = (text: string) => text.slice(0, 10)

export async function byName(name: string) {
  const trimmed = shorten(name.trim())
  const items = inject(ItemsRepository)
  return items.listIdByName(trimmed)
}

export async function latest() {
  return byName("O'Brien")
}
