import { inject } from '@duckshift/runtime'
import { ItemsDataRepository } from './items-data-repository.js'

/** Written by hand. */
export class ItemsRepository {
  async names(): Promise<string[]> {
    const rows = await inject(ItemsDataRepository).listName()
    return rows.map(({ name }) => name)
  }
}
