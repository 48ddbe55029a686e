import { inject } from '@duckshift/runtime'
import { type Client } from './db.js'
import { clientAccessor, databaseOn } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export function createItems() {
  let db: Client | undefined
  const client = async () => (db ??= inject(clientAccessor)())
  return {
    async names(): Promise<string[]> {
      const items = inject(ItemsRepository)
      const rows = await items.listName()
      return rows.map((row) => row.name)
    },
    async add(id: number, name: string): Promise<void> {
      await inject(ItemsRepository).insert(id, name)
    },
  }
}

export function createReports(log: (text: string) => void) {
  async function client(): Promise<Client> {
    log('client')
    return inject(clientAccessor)()
  }
  const total = async () => {
    const db = await client()
    const items = new ItemsRepository(databaseOn(db))
    const [row] = await items.sumPrice()
    return row!.total
  }
  const rename = async (id: number, name: string) => {
    const db = await client()
    await db.execute('BEGIN')
    try {
      await db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
      await db.execute('UPDATE items SET price = price + 1 WHERE id = ?', [id])
      await db.execute('COMMIT')
    } catch (error) {
      await db.execute('ROLLBACK')
      throw error
    }
  }
  return { total, rename }
}

export const service = (() => {
  let cached: Client | null = null
  const connect = () => {
    if (cached === null) cached = inject(clientAccessor)()
    return cached
  }
  return {
    count: async () => {
      const items = inject(ItemsRepository)
      const [row] = await items.countAll()
      return Number(row!.n)
    },
    first: () => inject(ItemsRepository).findNameFirst(),
  }
})()

export const lazy = {
  held: undefined as Client | undefined,
  async client(): Promise<Client> {
    this.held ??= inject(clientAccessor)()
    return this.held
  },
  async dear(): Promise<string> {
    const db = await this.client()
    const items = new ItemsRepository(databaseOn(db))
    const [row] = await items.findHighestPrice()
    return row!.name
  },
}
