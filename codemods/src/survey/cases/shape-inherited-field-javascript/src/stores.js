const base = require('./base')
const { Opened, Late } = require('./base')

class Items extends base.Store { // usage: class-field bound-parameters
  constructor(db, label, limit) { // usage: parameter
    super(db, label)
    this.limit = limit
  }
  all() {
    return this.db.query('SELECT * FROM items LIMIT ?', [this.limit])
  }
}

module.exports.Cheap = class extends Items { // usage: manual-transaction several-queries
  async mark() {
    await this.db.query('BEGIN')
    await this.db.query('UPDATE items SET cheap = true WHERE price < 1')
    await this.db.query('COMMIT')
  }
}

class Quiet extends base.Store {
  shown() {
    return this.label
  }
}

class Own extends Opened { // usage: class-field
  all() {
    return this.client.query('SELECT * FROM own')
  }
}

class Later extends Late { // usage: class-field
  all() {
    return this.client.query('SELECT * FROM later')
  }
}

class Asks extends base.Asked { // usage: class-field
  two() {
    return this.db.query('SELECT 2')
  }
}

/** Has something else under that name. */
class Remote extends base.Store {
  get db() {
    return fetch
  }
  ping(url) {
    return this.db(url)
  }
}

module.exports = { ...module.exports, Items, Quiet, Own, Later, Asks, Remote }
