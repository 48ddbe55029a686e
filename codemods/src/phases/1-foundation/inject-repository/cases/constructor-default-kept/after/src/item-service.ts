import { inject } from '@duckshift/runtime'
import { type Client } from './db.js'
import { clientAccessor, database, databaseOn } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

/** Whoever asks for the client gets it as before; its own statements move. */
export class ItemService {
  constructor(private readonly db = inject(clientAccessor)()) {}

  names() {
    const items = new ItemsRepository(databaseOn(this.db))
    return items.listName()
  }

  client(): Client {
    return this.db
  }
}

export class Categories {
  private readonly db
  constructor(db = inject(clientAccessor)()) {
    this.db = db
  }

  all() {
    const items = new ItemsRepository(databaseOn(this.db))
    return items.listCategory()
  }

  client(): Client {
    return this.db
  }
}

export class Prices {
  private readonly db
  constructor(db = inject(database)) {
    this.db = db
  }

  all() {
    const items = new ItemsRepository(this.db)
    return items.listPrice()
  }
}
