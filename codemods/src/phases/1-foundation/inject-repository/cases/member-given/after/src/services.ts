import { inject } from '@duckshift/runtime'
import { type Client } from './db.js'
import { clientAccessor, databaseOn } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export class Ensured {
  #client: Client | undefined

  private ensure(): Client {
    // The first who asks is to blame.
    this.#client ??= inject(clientAccessor)()
    return this.#client
  }

  async rename(id: number, name: string): Promise<void> {
    const items = inject(ItemsRepository)
    await items.updateNameById(name, id)
  }

  async isThere(id: number): Promise<boolean> {
    return (await inject(ItemsRepository).findIdById(id)).length > 0
  }
}

export class Opened {
  private connected: Client | null = null

  private get client(): Client {
    if (!this.connected) throw new Error('Call open() first.')
    return this.connected
  }

  open(): this {
    this.connected = inject(clientAccessor)()
    return this
  }

  async names(): Promise<string[]> {
    const items = new ItemsRepository(databaseOn(this.client))
    const rows = await items.listName()
    return rows.map((row) => row.name)
  }

  async clear(): Promise<void> {
    const items = new ItemsRepository(databaseOn(this.client))
    await items.deleteAll()
  }
}

export async function count(): Promise<number> {
  const [row] = await inject(ItemsRepository).countAll()
  return Number(row?.n ?? 0)
}
