import { inject } from '@duckshift/runtime'
import { type Client } from './db.js'
import { clientAccessor, database } from './database.js'

export interface Deps {
  readonly db: Client
}

export class Items {
  constructor(private readonly deps: Deps) {}

  async clear(id: number): Promise<void> {
    const { db } = this.deps
    await inject(database).transaction(async () => {
      await db.execute('DELETE FROM items WHERE id = ?', [id])
      await db.execute('DELETE FROM items WHERE id = ?', [-id])
    })
  }
}

export const items = (): Items => new Items({ db: inject(clientAccessor)() })
