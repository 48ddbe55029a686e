import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export async function namesOf(ids: number[]): Promise<string[]> {
  const items = inject(ItemsRepository)
  const names: string[] = []
  for (const id of ids) {
    const row = await items.findNameById(id)
    names.push(row?.name ?? '')
  }
  return names
}
