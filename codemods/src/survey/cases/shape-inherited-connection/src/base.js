import { getConnection } from './db.js'

export class Late {
  async init() {
    this.db = await getConnection() // usage: direct-call
  }
}

/** What it keeps is a promise of the connection. */
export class Promised {
  db = getConnection() // usage: class-field
}

export class Filled {
  constructor() {
    this.db = getConnection() // usage: direct-call
  }
}
