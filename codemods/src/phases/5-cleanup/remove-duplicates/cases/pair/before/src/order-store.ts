import { Repository } from '@duckshift/runtime'

/** The first attempt. */
export class OrderStore extends Repository {
  find(key: number): Promise<{ id: number } | undefined> {
    return this.db.maybeOne('select id\n  from items where id = $1', [key])
  }

  async remove(key: number): Promise<void> {
    await this.db.execute('DELETE FROM items WHERE id = $1;', [key])
  }
}
