import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

/** Items, for the shop. */
export class ItemService {
  private readonly items = inject(ItemsRepository)

  constructor(private readonly limit = 10) {}

  /** Cheapest first. */
  async cheapest() {
    return this.items.listId(this.limit)
  }

  async add(id: number, name: string) {
    await this.items.insert(id, name) // price comes later
  }
}
