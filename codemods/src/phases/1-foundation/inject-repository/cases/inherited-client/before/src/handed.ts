import { type Client, getClient } from './db.js'

abstract class Handed {
  constructor(protected readonly client: Client) {}
}

class Tags extends Handed {
  async of(id: number): Promise<string[]> {
    const rows = await this.client.query<{ tag: string }>('SELECT tag FROM tags WHERE item_id = ?', [id])
    return rows.map(({ tag }) => tag)
  }
}

class Own extends Handed {
  constructor(
    client: Client,
    private readonly tag: string,
  ) {
    super(client)
  }

  async clear(): Promise<void> {
    await this.client.execute('DELETE FROM tags WHERE tag = ?', [this.tag])
  }
}

export async function tagsOf(id: number): Promise<string[]> {
  const db = getClient()
  await new Own(db, 'old').clear()
  return new Tags(db).of(id)
}
