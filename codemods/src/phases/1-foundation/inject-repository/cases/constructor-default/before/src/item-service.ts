import { getClient } from './db.js'

export class ItemService {
  constructor(private readonly db = getClient()) {}

  names() {
    return this.db.query<{ name: string }>('SELECT name FROM items')
  }
}
