import { Repository } from '@duckshift/runtime'

export class OrdersRepository extends Repository {
  find(id: number): Promise<{ id: number } | undefined> {
    return this.db.maybeOne('SELECT id FROM items WHERE id = $1', [id])
  }

  async remove(id: number): Promise<void> {
    await this.db.execute('DELETE FROM items WHERE id = $1', [id])
  }
}
