import { inject } from '@duckshift/runtime'
import { getClient } from './db.js'
import { ItemsRepository } from './repositories/items-repository.js'

export class ItemService {
  private readonly items = inject(ItemsRepository)
  private db = getClient()

  names() {
    return this.items.listName()
  }

  async replace(id: number, name: string) {
    await this.db.execute('BEGIN')
    await this.db.execute('DELETE FROM items WHERE id = ?', [id])
    await this.db.execute('INSERT INTO items (id, name) VALUES (?, ?)', [id, name])
    await this.db.execute('COMMIT')
  }
}
