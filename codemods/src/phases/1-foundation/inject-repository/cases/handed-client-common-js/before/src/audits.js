'use strict'

module.exports = (db) => ({
  all: async () => db.query('SELECT what FROM audit ORDER BY what'),
  async add(what) {
    await db.execute('INSERT INTO audit (what) VALUES (?)', [what])
  },
})
