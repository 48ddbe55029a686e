import { Filled, Late, Promised } from './base.js'

export class LateStore extends Late { // usage: manual-transaction several-queries
  async clear() {
    await this.db.run('BEGIN')
    await this.db.run('DELETE FROM items')
    await this.db.run('COMMIT')
  }
}

export class PromisedStore extends Promised { // usage: manual-transaction several-queries
  async clear() {
    await (await this.db).run('BEGIN')
    await (await this.db).run('DELETE FROM items')
    await (await this.db).run('COMMIT')
  }
}

export class FilledStore extends Filled { // usage: manual-transaction several-queries
  async clear() {
    const db = await this.db
    await db.run('BEGIN')
    await db.run('DELETE FROM items')
    await db.run('COMMIT')
  }
}
