import { inject } from '@duckshift/runtime'
import { type Client } from './db.js'
import { clientAccessor, databaseOn } from './database.js'
import { TagsRepository } from './repositories/tags-repository.js'

export class Tags {
  constructor(private readonly db: Client) {}

  /** Which class makes itself here, its name does not tell. */
  static open(): Tags {
    return new this(inject(clientAccessor)())
  }

  async clear(tag: string): Promise<void> {
    const tags = new TagsRepository(databaseOn(this.db))
    await tags.deleteByTag(tag)
  }
}
