import { Field, Filled, Kept } from './base.js'

export class KeptStore extends Kept { // usage: manual-transaction several-queries
  async clear() {
    await this.db.execute('BEGIN')
    await this.db.execute('DELETE FROM orders')
    await this.db.execute('COMMIT')
  }
}

export class FieldStore extends Field { // usage: manual-transaction several-queries
  async clear() {
    await this.db.execute('BEGIN')
    await this.db.execute('DELETE FROM orders')
    await this.db.execute('COMMIT')
  }
}

export class FilledStore extends Filled { // usage: manual-transaction several-queries
  async clear() {
    await this.db.execute('BEGIN')
    await this.db.execute('DELETE FROM orders')
    await this.db.execute('COMMIT')
  }
}
