import { type Client, getClient } from './db.js'

export function createReports(log: (text: string) => void) {
  function client(): Client {
    log('client')
    return getClient()
  }

  return {
    /** Both or neither. */
    async rename(id: number, name: string): Promise<void> {
      const db = client()
      await db.execute('BEGIN')
      try {
        await db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
        await db.execute('UPDATE items SET price = price + 1 WHERE id = ?', [id])
        await db.execute('COMMIT')
      } catch (error) {
        await db.execute('ROLLBACK')
        throw error
      }
    },
  }
}

export class Kept {
  #client: Client | undefined

  private client(): Client {
    this.#client ??= getClient()
    return this.#client
  }

  async clear(id: number): Promise<void> {
    const db = this.client()
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
