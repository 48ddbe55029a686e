import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export async function names(): Promise<string[]> {
  const rows = await inject(ItemsRepository).listName()
  return rows.map((row) => row.name)
}

export async function rename(id: number, name: string) {
  await inject(ItemsRepository).updateNameById(name, id)
}

export async function reprice(id: number, price: number) {
  await inject(ItemsRepository).updatePriceById(price, id)
}
