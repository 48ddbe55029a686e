import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export async function namesOf(ids: number[]): Promise<string[]> {
  const items = inject(ItemsRepository)
  const names: string[] = []
  const idRows = await items.namesTogether(ids)
  for (const index of ids.keys()) {
    const row = idRows[index]
    names.push(row?.name ?? '')
  }
  return names
}
