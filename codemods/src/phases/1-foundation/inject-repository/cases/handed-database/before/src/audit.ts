import type { Client } from './db.js'

export class Audit {
  private readonly client: Client

  constructor(client: Client) {
    this.client = client
  }

  async last(): Promise<string | undefined> {
    const rows = await this.client.query<{ what: string }>('SELECT what FROM audit ORDER BY logged_at DESC LIMIT 1')
    return rows[0]?.what
  }
}

export async function purge(db: Client, days: number, isDry = false): Promise<void> {
  if (isDry) return
  await db.execute(`DELETE FROM audit WHERE logged_at < now() - INTERVAL (${days}) DAY`)
}
