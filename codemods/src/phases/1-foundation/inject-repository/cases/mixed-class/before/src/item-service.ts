import { getClient } from './db.js'

export class ItemService {
  private db = getClient()

  names() {
    return this.db.query<{ name: string }>('SELECT name FROM items')
  }

  async replace(id: number, name: string) {
    await this.db.execute('BEGIN')
    await this.db.execute('DELETE FROM items WHERE id = ?', [id])
    await this.db.execute('INSERT INTO items (id, name) VALUES (?, ?)', [id, name])
    await this.db.execute('COMMIT')
  }
}
