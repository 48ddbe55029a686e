import { type Client, getClient } from './db.js'

/** Whoever asks for the client gets it as before; its own statements move. */
export class ItemService {
  constructor(private readonly db = getClient()) {}

  names() {
    return this.db.query<{ name: string }>('SELECT name FROM items')
  }

  client(): Client {
    return this.db
  }
}

export class Categories {
  private readonly db
  constructor(db = getClient()) {
    this.db = db
  }

  all() {
    return this.db.query<{ category: string | null }>('SELECT category FROM items')
  }

  client(): Client {
    return this.db
  }
}

export class Prices {
  private readonly db
  constructor(db = getClient()) {
    this.db = db
  }

  all() {
    return this.db.query<{ price: number | null }>('SELECT price FROM items')
  }
}
