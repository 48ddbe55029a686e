import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export class ItemService {
  constructor(private readonly items = inject(ItemsRepository)) {}

  names() {
    return this.items.listName()
  }
}
