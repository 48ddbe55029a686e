const db = require('./models')

async function listUsers() {
  return db.User.findAll()
}

async function inTransaction(work) {
  const { sequelize, House } = db
  await House.count()
  return sequelize.transaction(work)
}

async function statesOf(userId) {
  const user = await db.User.findOne({ where: { id: userId } })
  return db.readStates('SELECT value FROM states WHERE user_id = ?', user.id) // usage: direct-call bound-parameters
}

module.exports = { listUsers, inTransaction, statesOf }
