'use strict'
const { inject } = require('@duckshift/runtime')
const { clientAccessor, database } = require('./database')

const db = inject(clientAccessor)()
const users = require('./users')

async function inTransaction(work) {
  return inject(database).transaction(async () => {
    const result = await work(db)
    return result
  }, { retry: false })
}

exports.drop = function drop(userId) {
  return inTransaction(async () => {
    await db.execute('DELETE FROM posts WHERE user_id = ?', [userId])
    return users.drop(userId)
  })
}
exports.db = db
