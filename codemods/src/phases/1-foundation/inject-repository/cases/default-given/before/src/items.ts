import { type Client, getClient } from './db.js'

class WithDefault {
  constructor(protected readonly db: Client = getClient()) {}
}

export class Items extends WithDefault {
  async count(): Promise<number> {
    return (await this.db.query<{ id: number }>('SELECT id FROM items')).length
  }
}

export class Tags {
  constructor(private readonly db: Client = getClient()) {}

  async clear(tag: string): Promise<void> {
    await this.db.execute('DELETE FROM tags WHERE tag = ?', [tag])
  }
}

export const items = () => new Items()
