import { type Client, getClient } from './db.js'

export class Sometimes {
  private kept: Client | undefined

  constructor(private readonly isOn: boolean) {}

  private client(): Client | undefined {
    if (!this.isOn) return undefined
    this.kept ??= getClient()
    return this.kept
  }

  async names(): Promise<string[]> {
    const db = this.client()
    if (!db) return []
    const rows = await db.query<{ name: string }>('SELECT name FROM items')
    return rows.map((row) => row.name)
  }
}

export function createCount(isOn: boolean): () => Promise<number> {
  const client = (): Client | null => (isOn ? getClient() : null)
  return async () => {
    const db = client()
    if (db === null) return 0
    const [row] = await db.query<{ n: bigint }>('SELECT count(*) AS n FROM items')
    return Number(row?.n ?? 0)
  }
}

let isOpen = false
let kept: Client | undefined

function maybe(): Client | undefined {
  if (isOpen) kept ??= getClient()
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
    this.kept ??= getClient()
    return this.kept
  }

  async clear(): Promise<void> {
    await this.client().execute('DELETE FROM items')
  }
}

export class Settable {
  kept: Client | undefined

  private client(): Client {
    this.kept ??= getClient()
    return this.kept
  }

  async clear(): Promise<void> {
    await this.client().execute('DELETE FROM items')
  }
}
