'use strict'

module.exports = (db) => ({
  all: async () => db.query('SELECT what FROM audit ORDER BY what'),
  async add(what) {
    await db.execute('INSERT INTO audit (what) VALUES (?)', [what])
  },
  async twice(what) {
    await db.execute('BEGIN')
    try {
      await db.execute('INSERT INTO audit (what) VALUES (?)', [what])
      await db.execute('INSERT INTO audit (what) VALUES (?)', [what])
      await db.execute('COMMIT')
    } catch (error) {
      await db.execute('ROLLBACK')
      throw error
    }
  },
})
