import { Repository } from '@duckshift/runtime'

export interface ItemsNameByIdRow {
  name: string
}

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  findNameById(id: number): Promise<ItemsNameByIdRow[]> {
    return this.db.query<ItemsNameByIdRow>('SELECT name FROM items WHERE id = ?', [id])
  }
}
