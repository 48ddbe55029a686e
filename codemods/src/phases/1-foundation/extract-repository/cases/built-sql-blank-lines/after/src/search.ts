import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export async function search(name?: string, least?: number) {
  const started = Date.now()

  const rows = await inject(ItemsRepository).search(name, least)
  return { rows, took: Date.now() - started }
}
