import { Repository } from '@duckshift/runtime'

export interface ItemsNameRow {
  name: string | null
}

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  listName(): Promise<ItemsNameRow[]> {
    return this.db.query<ItemsNameRow>('SELECT name FROM items')
  }
}
