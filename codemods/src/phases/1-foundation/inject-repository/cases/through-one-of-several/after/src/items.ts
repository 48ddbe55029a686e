import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export async function names(): Promise<string[]> {
  const rows = await inject(ItemsRepository).listName()
  return rows.map((row) => row.name)
}

export async function nameOf(id: number): Promise<string | undefined> {
  const row = await inject(ItemsRepository).findNameById(id)
  return row?.name
}

export async function rename(id: number, name: string): Promise<void> {
  await inject(ItemsRepository).updateNameById(name, id)
}
