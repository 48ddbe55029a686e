'use strict'
const { getClient } = require('./client')

/** Keeps what it opened itself. */
const store = {
  db: null,
  async init() {
    this.db = await getClient() // usage: manual-transaction bound-parameters several-queries
  },
  async find(id) {
    return this.db.query('SELECT * FROM items WHERE id = ?', [id])
  },
  async clear() {
    const { db } = this
    await db.query('BEGIN')
    await db.query('DELETE FROM items')
    await db.query('COMMIT')
  },
}

/** Keeps what it is handed. */
const handed = {
  use(db) { // usage: manual-transaction several-queries
    this.db = db
  },
  all() {
    return this.db.query('SELECT * FROM items')
  },
  async clear() {
    await this.db.query('BEGIN')
    await this.db.query('DELETE FROM items')
    await this.db.query('COMMIT')
  },
}

module.exports = { store, handed }
