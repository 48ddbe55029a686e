import { inject } from '@duckshift/runtime'
import { Store } from './store.js'
import { ItemsRepository } from './repositories/items-repository.js'

export class ItemStore extends Store {
  async names(): Promise<string[]> {
    const rows = await inject(ItemsRepository).listName()
    return rows.map(({ name }) => name)
  }
}
