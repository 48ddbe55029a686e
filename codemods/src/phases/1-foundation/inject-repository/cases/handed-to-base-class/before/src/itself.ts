import { type Client, getClient } from './db.js'

export class Tags {
  constructor(private readonly db: Client) {}

  /** Which class makes itself here, its name does not tell. */
  static open(): Tags {
    return new this(getClient())
  }

  async clear(tag: string): Promise<void> {
    await this.db.execute('DELETE FROM tags WHERE tag = ?', [tag])
  }
}
