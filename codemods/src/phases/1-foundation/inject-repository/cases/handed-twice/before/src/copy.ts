import { type Client, getClient } from './db.js'

class Copy {
  constructor(
    private readonly from: Client,
    private readonly to: Client,
  ) {}

  async run(): Promise<number> {
    const rows = await this.from.query<{ id: number; name: string }>('SELECT id, name FROM items ORDER BY id')
    for (const { id, name } of rows) {
      await this.to.execute('INSERT INTO items (id, name) VALUES (?, ?)', [id + 100, name])
    }
    return rows.length
  }
}

async function move(from: Client, to: Client, id: number, tag: string): Promise<void> {
  await from.execute('DELETE FROM tags WHERE item_id = ?', [id])
  await to.execute('INSERT INTO tags (item_id, tag) VALUES (?, ?)', [id, tag])
}

export async function copyAll(): Promise<number> {
  await move(getClient(), getClient(), 1, 'moved')
  return new Copy(getClient(), getClient()).run()
}
