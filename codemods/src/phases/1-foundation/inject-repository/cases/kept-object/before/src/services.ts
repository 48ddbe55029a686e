import { type Client, getClient } from './db.js'

export interface Deps {
  readonly db: Client
  readonly log: (text: string) => void
}

export class Items {
  constructor(private readonly deps: Deps) {}

  async names(): Promise<string[]> {
    this.deps.log('names')
    const rows = await this.deps.db.query<{ name: string }>('SELECT name FROM items ORDER BY name')
    return rows.map((row) => row.name)
  }

  async rename(id: number, name: string): Promise<void> {
    const { db, log } = this.deps
    log('rename')
    await db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
  }
}

export const deps: Deps = { db: getClient(), log: console.log }
