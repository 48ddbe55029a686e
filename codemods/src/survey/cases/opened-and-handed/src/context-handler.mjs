export class ContextHandler {
  constructor(db, label) { // usage: parameter
    this.db = db // usage: class-field
    this.label = label
  }

  async clear() {
    await this.db.run('DELETE FROM context')
    return this.label.run('cleared')
  }
}

/** It only keeps it. */
export class Holder {
  constructor(db) {
    this.db = db
  }
}
