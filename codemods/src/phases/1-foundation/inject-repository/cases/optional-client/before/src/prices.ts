import { type Client, getClient } from './db.js'

/** Without a client there are no names. */
export class Names {
  constructor(private readonly db?: Client) {}

  async all(): Promise<string[]> {
    const rows = await this.db?.query<{ name: string }>('SELECT name FROM items')
    return (rows ?? []).map((row) => row.name)
  }
}

export class Later {
  private db?: Client

  open(): void {
    this.db = getClient()
  }

  async count(): Promise<number> {
    const rows = await this.db?.query<{ n: bigint }>('SELECT count(*) AS n FROM items')
    return Number(rows?.[0]?.n ?? 0)
  }

  async some(limit: number): Promise<string[]> {
    if (!this.db) throw new Error('Call open() first.')
    const rows = await this.db.query<{ name: string }>('SELECT name FROM items WHERE id < ?', [limit])
    return rows.map((row) => row.name)
  }
}

export function names(): Promise<string[]> {
  return new Names(getClient()).all()
}

export function noNames(): Promise<string[]> {
  return new Names().all()
}
