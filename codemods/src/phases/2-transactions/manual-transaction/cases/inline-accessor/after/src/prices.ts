import { inject } from '@duckshift/runtime'
import { database } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export async function raise(category: string, by: number): Promise<void> {
  await inject(database).transaction(async () => {
    await inject(ItemsRepository).increasePriceByCategory(by, category)
    await inject(ItemsRepository).updatePriceByMissingPriceAndCategory(category)
  })
}
