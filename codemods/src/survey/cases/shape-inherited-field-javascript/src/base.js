const { getClient } = require('./client')

class Store {
  constructor(db, label) { // usage: parameter
    this.db = db // usage: class-field
    this.label = label
  }
}

class Hidden {
  #db // usage: class-field

  constructor(db) { // usage: parameter
    this.#db = db
  }
  tags() {
    return this.#db.query('SELECT tag FROM tags')
  }
}

class Opened {
  constructor() {
    this.client = getClient() // usage: direct-call
  }
}

class Asked {
  constructor(db = getClient()) { // usage: constructor-default
    this.db = db // usage: class-field
  }
  one() {
    const { db } = this
    return db.query('SELECT 1')
  }
}

class Counts extends Store { // usage: class-field
  count() {
    return this.db.query('SELECT count(*) FROM items')
  }
}

class Late {
  async init() {
    this.client = await getClient() // usage: direct-call
  }
}

exports.Store = Store
exports.Counts = Counts
module.exports.Hidden = Hidden
module.exports.Opened = Opened
module.exports.Asked = Asked
exports.Late = Late
