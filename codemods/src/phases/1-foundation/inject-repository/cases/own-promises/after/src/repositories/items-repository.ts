import { Repository } from '@duckshift/runtime'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  async insert(id: number, name: string | null): Promise<void> {
    await this.db.execute('INSERT INTO items VALUES (?, ?)', [id, name])
  }

  listNameByIdAtLeast(id: number): Promise<any[]> {
    return this.db.query<any>('SELECT name FROM items WHERE id >= ?', [id])
  }
}
