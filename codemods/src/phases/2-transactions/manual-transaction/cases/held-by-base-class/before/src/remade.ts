import { type Client, getClient } from './db.js'

class Base {
  constructor(protected readonly db: Client) {}

  /** Which class makes itself here, its name does not tell. */
  static open<T extends Base>(this: new (db: Client) => T): T {
    return new this(getClient())
  }

  async clear(tag: string): Promise<void> {
    await this.db.execute('DELETE FROM tags WHERE tag = ?', [tag])
  }
}

/** What its base class is handed stays the client. */
class Moving extends Base {
  async move(id: number, tag: string): Promise<void> {
    await this.db.execute('BEGIN')
    try {
      await this.db.execute('DELETE FROM tags WHERE item_id = ?', [id])
      await this.db.execute('INSERT INTO tags (item_id, tag) VALUES (?, ?)', [id, tag])
      await this.db.execute('COMMIT')
    } catch (error) {
      await this.db.execute('ROLLBACK')
      throw error
    }
  }
}

export async function moved(): Promise<void> {
  const moving = Moving.open()
  await moving.clear('old')
  await moving.move(1, 'new')
}
