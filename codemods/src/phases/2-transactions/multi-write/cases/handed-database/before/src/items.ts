import { type Client, getClient } from './db.js'

export class ItemService {
  constructor(private readonly db: Client) {}

  async remove(id: number): Promise<void> {
    await this.db.execute('DELETE FROM tags WHERE item_id = ?', [id])
    await this.db.execute('DELETE FROM items WHERE id = ?', [id])
  }
}

async function rename(db: Client, id: number, name: string): Promise<void> {
  await db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
  await db.execute('INSERT INTO tags (item_id, tag) VALUES (?, ?)', [id, 'renamed'])
}

export async function replace(id: number, name: string): Promise<void> {
  const db = getClient()
  await new ItemService(db).remove(id)
  await rename(db, id + 1, name)
}
