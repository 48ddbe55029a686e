'use strict'
const db = require('./db').getClient()
const users = require('./users')

async function inTransaction(work) {
  await db.execute('BEGIN')
  try {
    const result = await work(db)
    await db.execute('COMMIT')
    return result
  } catch (error) {
    await db.execute('ROLLBACK')
    throw error
  }
}

exports.drop = function drop(userId) {
  return inTransaction(async () => {
    await db.execute('DELETE FROM posts WHERE user_id = ?', [userId])
    return users.drop(userId)
  })
}
exports.db = db
