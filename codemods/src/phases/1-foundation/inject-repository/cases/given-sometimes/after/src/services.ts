import { inject } from '@duckshift/runtime'
import { type Client } from './db.js'
import { clientAccessor, databaseOn } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export class Sometimes {
  private kept: Client | undefined

  constructor(private readonly isOn: boolean) {}

  private client(): Client | undefined {
    if (!this.isOn) return undefined
    this.kept ??= inject(clientAccessor)()
    return this.kept
  }

  async names(): Promise<string[]> {
    const db = this.client()
    if (!db) return []
    const items = new ItemsRepository(databaseOn(db))
    const rows = await items.listName()
    return rows.map((row) => row.name)
  }
}

export function createCount(isOn: boolean): () => Promise<number> {
  const client = (): Client | null => (isOn ? inject(clientAccessor)() : null)
  return async () => {
    const db = client()
    if (db === null) return 0
    const items = new ItemsRepository(databaseOn(db))
    const [row] = await items.countAll()
    return Number(row?.n ?? 0)
  }
}

let isOpen = false
let kept: Client | undefined

function maybe(): Client | undefined {
  if (isOpen) kept ??= inject(clientAccessor)()
  return kept
}

export async function first(): Promise<string | undefined> {
  const db = maybe()
  const rows = await db?.query<{ name: string }>('SELECT name FROM items ORDER BY id LIMIT 1')
  isOpen = true
  return rows?.[0]?.name
}

/** Whoever makes it may hand one in. */
export class Handed {
  constructor(private kept?: Client) {}

  private client(): Client {
    this.kept ??= inject(clientAccessor)()
    return this.kept
  }

  async clear(): Promise<void> {
    await new ItemsRepository(databaseOn(this.client())).deleteAll()
  }
}

export class Settable {
  kept: Client | undefined

  private client(): Client {
    this.kept ??= inject(clientAccessor)()
    return this.kept
  }

  async clear(): Promise<void> {
    await new ItemsRepository(databaseOn(this.client())).deleteAll()
  }
}
