import { getClient } from './client.js'

export class Plain {
  async db() {
    return getClient() // usage: returned
  }

  async all() {
    const db = await this.db() // usage: variable
    return db.query('SELECT id FROM items')
  }
}
