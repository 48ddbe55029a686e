import { type Client, getClient } from './db.js'

export class Ensured {
  #client: Client | undefined

  private ensure(): Client {
    // The first who asks is to blame.
    this.#client ??= getClient()
    return this.#client
  }

  async rename(id: number, name: string): Promise<void> {
    const client = this.ensure()
    await client.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
  }

  async isThere(id: number): Promise<boolean> {
    return (await this.ensure().query('SELECT id FROM items WHERE id = ?', [id])).length > 0
  }
}

export class Opened {
  private connected: Client | null = null

  private get client(): Client {
    if (!this.connected) throw new Error('Call open() first.')
    return this.connected
  }

  open(): this {
    this.connected = getClient()
    return this
  }

  async names(): Promise<string[]> {
    const rows = await this.client.query<{ name: string }>('SELECT name FROM items ORDER BY name')
    return rows.map((row) => row.name)
  }

  async clear(): Promise<void> {
    await this.client.execute('DELETE FROM items')
  }
}

let kept: Client | undefined

function keptClient(): Client {
  if (!kept) kept = getClient()
  return kept
}

export async function count(): Promise<number> {
  const [row] = await keptClient().query<{ n: bigint }>('SELECT count(*) AS n FROM items')
  return Number(row?.n ?? 0)
}
