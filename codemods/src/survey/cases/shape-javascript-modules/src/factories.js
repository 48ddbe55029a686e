'use strict'

exports.items = (db) => ({ // usage: manual-transaction bound-parameters several-queries
  find: async (id) => db.query('SELECT * FROM items WHERE id = ?', [id]),
  async clear() {
    await db.query('BEGIN')
    await db.query('DELETE FROM items')
    await db.query('COMMIT')
  },
})

exports.tags = function (db) { // usage: parameter
  const all = () => db.query('SELECT * FROM tags')
  return { all }
}
