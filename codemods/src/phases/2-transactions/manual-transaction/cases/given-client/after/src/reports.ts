import { inject } from '@duckshift/runtime'
import { type Client } from './db.js'
import { clientAccessor, database } from './database.js'

export function createReports(log: (text: string) => void) {
  function client(): Client {
    log('client')
    return inject(clientAccessor)()
  }

  return {
    /** Both or neither. */
    async rename(id: number, name: string): Promise<void> {
      const db = client()
      await inject(database).transaction(async () => {
        await db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
        await db.execute('UPDATE items SET price = price + 1 WHERE id = ?', [id])
      })
    },
  }
}

export class Kept {
  #client: Client | undefined

  private client(): Client {
    this.#client ??= inject(clientAccessor)()
    return this.#client
  }

  async clear(id: number): Promise<void> {
    const db = this.client()
    await inject(database).transaction(async () => {
      await db.execute('DELETE FROM items WHERE id = ?', [id])
      await db.execute('DELETE FROM items WHERE id = ?', [-id])
    })
  }
}
