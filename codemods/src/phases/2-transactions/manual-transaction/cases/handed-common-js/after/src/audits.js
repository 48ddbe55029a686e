'use strict'

const { inject } = require('@duckshift/runtime')
const { database } = require('./database')

module.exports = (db) => ({
  all: async () => db.query('SELECT what FROM audit ORDER BY what'),
  async add(what) {
    await db.execute('INSERT INTO audit (what) VALUES (?)', [what])
  },
  async twice(what) {
    await inject(database).transaction(async () => {
      await db.execute('INSERT INTO audit (what) VALUES (?)', [what])
      await db.execute('INSERT INTO audit (what) VALUES (?)', [what])
    })
  },
})
