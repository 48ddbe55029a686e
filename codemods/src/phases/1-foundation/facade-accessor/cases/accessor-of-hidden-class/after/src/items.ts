import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'
export async function names() {
  const items = inject(ItemsRepository)
  const rows = await items.listName()
  return rows
}
export async function rename(id: number, name: string) {
  const items = inject(ItemsRepository)
  await items.updateNameById(name, id)
}
