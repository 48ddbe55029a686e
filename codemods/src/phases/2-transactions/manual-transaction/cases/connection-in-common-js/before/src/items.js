const { getConnection } = require('./db')
const { BEGIN, COMMIT } = require('./sql')

async function insert(id, name) {
  const db = await getConnection()
  await db.run(BEGIN)
  await db.run('INSERT INTO items VALUES ($1, $2)', [id, name])
  await db.run(COMMIT)
}

async function clear(id) {
  const db = await getConnection()
  await db.run('BEGIN')
  try {
    await db.run('DELETE FROM items WHERE id = $1', [id])
    await db.run('COMMIT')
  } catch (error) {
    await db.run('ROLLBACK')
    throw error
  }
}

module.exports = { insert, clear }
