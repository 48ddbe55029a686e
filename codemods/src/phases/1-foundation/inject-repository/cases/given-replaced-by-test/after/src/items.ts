import { inject } from '@duckshift/runtime'
import { type Client } from './db.js'
import { clientAccessor, databaseOn } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export class Items {
  private kept: Client | undefined

  private client(): Client {
    this.kept ??= inject(clientAccessor)()
    return this.kept
  }

  async names(): Promise<string[]> {
    const rows = await new ItemsRepository(databaseOn(this.client())).listName()
    return rows.map((row) => row.name)
  }
}
