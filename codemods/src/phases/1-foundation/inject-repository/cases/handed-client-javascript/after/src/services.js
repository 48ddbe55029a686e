import { inject } from '@duckshift/runtime'
import { clientAccessor, databaseOn } from './database.js'
import { AuditRepository } from './repositories/audit-repository.js'
import { ItemsRepository } from './repositories/items-repository.js'

export class Audit {
  constructor(options = {}) {
    this.client = inject(clientAccessor)()
    this.options = options
  }

  async note(id, what) {
    await new AuditRepository(databaseOn(this.client)).insert(id, what)
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
    return (await new ItemsRepository(databaseOn(this.#db)).findNameFirst())?.name
  }
}

export async function register(context) {
  const db = inject(clientAccessor)()
  context.set('db', db)
  // Once at the beginning.
  await new AuditRepository(databaseOn(db)).deleteByItemId(0)
  return new Prices(db)
}
