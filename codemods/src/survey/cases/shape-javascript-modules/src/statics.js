'use strict'

class Statics {
  static async count(db) { // usage: parameter
    return db.query('SELECT count(*) FROM items')
  }
  async save(db, id) { // usage: parameter bound-parameters
    return db.query('INSERT INTO items VALUES (?)', [id])
  }
}

const jobs = {
  async run(db) { // usage: parameter
    return db.query('SELECT 1')
  },
}

module.exports.Statics = Statics
module.exports.jobs = jobs
