const { inject } = require('@duckshift/runtime')
const { transactionOn } = require('@duckshift/runtime/compat/neo')
const { connectionAccessor } = require('./database')

async function insert(id, name) {
  const db = await inject(connectionAccessor)()
  await transactionOn(db, async () => {
    await db.run('INSERT INTO items VALUES ($1, $2)', [id, name])
  })
}

async function clear(id) {
  const db = await inject(connectionAccessor)()
  await transactionOn(db, async () => {
    await db.run('DELETE FROM items WHERE id = $1', [id])
  })
}

module.exports = { insert, clear }
