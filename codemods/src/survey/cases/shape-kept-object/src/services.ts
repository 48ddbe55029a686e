import { type Client, getClient } from './client.js'

export interface Deps {
  readonly db: Client
  readonly log: (text: string) => void
}

export class Items {
  constructor(private readonly deps: Deps) {} // usage: class-field several-queries

  async names() {
    this.deps.log('names')
    return this.deps.db.query('SELECT name FROM items')
  }

  async all() {
    const { db } = this.deps
    return db.query('SELECT id FROM items')
  }
}

export class Prices {
  private readonly deps: Deps // usage: manual-transaction several-queries

  constructor(deps: Deps) {
    this.deps = deps
  }

  async clear() {
    await this.deps.db.query('BEGIN')
    await this.deps.db.query('DELETE FROM items')
    await this.deps.db.query('COMMIT')
  }
}

/** Keeps it, and does nothing with its client. */
export class Logging {
  constructor(private readonly deps: Deps) {}

  log() {
    this.deps.log('nothing')
  }
}

export const createItems = (deps: Deps) => ({ // usage: parameter
  count: () => deps.db.query('SELECT count(*) FROM items'),
})

export const deps: Deps = { db: getClient(), log: console.log } // usage: direct-call
