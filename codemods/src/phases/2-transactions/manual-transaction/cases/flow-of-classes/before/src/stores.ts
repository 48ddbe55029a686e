import { type Client, getClient } from './db.js'

abstract class Store {
  constructor(protected readonly db: Client) {}
}

export class ItemStore extends Store {
  async rename(id: number, name: string): Promise<void> {
    await this.db.execute('BEGIN')
    try {
      await this.db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
      await this.db.execute('DELETE FROM tags WHERE item_id = ?', [id])
      await this.db.execute('COMMIT')
    } catch (error) {
      await this.db.execute('ROLLBACK')
      throw error
    }
  }

  /** Nothing is rewritten here: its repository has a name above the loop. */
  async namesOf(ids: number[]): Promise<string[]> {
    const names: string[] = []
    for (const id of ids) {
      const rows = await this.db.query<{ name: string }>('SELECT name FROM items WHERE id = ?', [id])
      names.push(rows[0]?.name ?? '')
    }
    return names
  }
}

export async function renamed(): Promise<string[]> {
  const store = new ItemStore(getClient())
  await store.rename(1, 'one')
  return store.namesOf([1, 2])
}
