import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'
import { schema } from './schema.js'

export async function find(input: unknown) {
  const checked = schema.safeParse(input)
  if (!checked.success) return []
  return byCategory(checked.data.category)
}

async function byCategory(category: string) {
  const items = inject(ItemsRepository)
  return items.listIdByCategory(category)
}
