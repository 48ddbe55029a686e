import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export async function rename(id: number, name: string): Promise<boolean> {
  return (await inject(ItemsRepository).updateNameById(name, id)) > 0
}

export async function nameOf(id: number): Promise<string | undefined> {
  const [row] = await inject(ItemsRepository).findNameById(id)
  return row?.name
}
