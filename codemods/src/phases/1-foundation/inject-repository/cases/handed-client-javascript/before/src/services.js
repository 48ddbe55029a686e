import { getClient } from './db.js'

export class Audit {
  constructor(options = {}) {
    this.client = getClient()
    this.options = options
  }

  async note(id, what) {
    await this.client.execute('INSERT INTO audit (item_id, what) VALUES (?, ?)', [id, what])
    if (this.options.loud) console.log(what)
  }

  async dump(table) {
    return this.client.query(`SELECT * FROM ${table}`)
  }
}

export class Prices {
  #db

  constructor(db) {
    this.#db = db
  }

  async cheapest() {
    return (await this.#db.queryOne('SELECT name FROM items ORDER BY price LIMIT 1'))?.name
  }
}

export async function register(context) {
  const db = getClient()
  context.set('db', db)
  // Once at the beginning.
  await db.execute('DELETE FROM audit WHERE item_id = ?', [0])
  return new Prices(db)
}
