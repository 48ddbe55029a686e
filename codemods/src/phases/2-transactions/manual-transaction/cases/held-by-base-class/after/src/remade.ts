import { inject } from '@duckshift/runtime'
import { type Client } from './db.js'
import { clientAccessor, database, databaseOn } from './database.js'
import { TagsRepository } from './repositories/tags-repository.js'

class Base {
  constructor(protected readonly db: Client) {}

  /** Which class makes itself here, its name does not tell. */
  static open<T extends Base>(this: new (db: Client) => T): T {
    return new this(inject(clientAccessor)())
  }

  async clear(tag: string): Promise<void> {
    const tags = new TagsRepository(databaseOn(this.db))
    await tags.deleteByTag(tag)
  }
}

/** What its base class is handed stays the client. */
class Moving extends Base {
  async move(id: number, tag: string): Promise<void> {
    await inject(database).transaction(async () => {
      await this.db.execute('DELETE FROM tags WHERE item_id = ?', [id])
      await this.db.execute('INSERT INTO tags (item_id, tag) VALUES (?, ?)', [id, tag])
    })
  }
}

export async function moved(): Promise<void> {
  const moving = Moving.open()
  await moving.clear('old')
  await moving.move(1, 'new')
}
