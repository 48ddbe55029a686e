import { type Client, getClient } from './db.js'

export interface Deps {
  readonly db: Client
}

export class Items {
  constructor(private readonly deps: Deps) {}

  async clear(id: number): Promise<void> {
    const { db } = this.deps
    await db.execute('BEGIN')
    try {
      await db.execute('DELETE FROM items WHERE id = ?', [id])
      await db.execute('DELETE FROM items WHERE id = ?', [-id])
      await db.execute('COMMIT')
    } catch (error) {
      await db.execute('ROLLBACK')
      throw error
    }
  }
}

export const items = (): Items => new Items({ db: getClient() })
