import { Repository } from '@duckshift/runtime'

export interface ItemsCountByIdRow {
  n: bigint | null
}

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  countById(id: number): Promise<ItemsCountByIdRow[]> {
    return this.db.query<ItemsCountByIdRow>('SELECT count(*) AS n FROM items WHERE id = $1', [id])
  }

  async updateNameById(name: string, id: number): Promise<void> {
    await this.db.execute('UPDATE items SET name = $1 WHERE id = $2', [name, id])
  }
}
