import { type Client, getClient } from './db.js'

export const shared: { db?: Client; opened: number } = { opened: 0 }

export function open(): void {
  shared.opened += 1
  shared.db = getClient()
}

export class Opened {
  private connected: Client | null = null
  private readonly log: string[] = []

  private get client(): Client | null {
    this.log.push('client')
    return this.connected
  }

  open(): void {
    this.connected = getClient()
  }

  private wanted(): Client | undefined {
    this.log.push('wanted')
    return this.connected ?? undefined
  }

  /** Asks its getter once. */
  async names(): Promise<number> {
    const rows = await this.client?.query('SELECT name FROM items')
    return rows?.length ?? 0
  }

  async all(): Promise<number> {
    return (await this.wanted()?.query('SELECT id FROM items'))?.length ?? 0
  }

  /** Another client may be there the second time. */
  async clear(): Promise<void> {
    try {
      await this.client!.execute('DELETE FROM items WHERE id = 1')
    } catch {
      this.open()
      await this.client!.execute('DELETE FROM items WHERE id = 1')
    }
  }
}
