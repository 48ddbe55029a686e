const { inject } = require('@duckshift/runtime')
const { dbAccessor } = require('./database')

async function names() {
  const db = await inject(dbAccessor)()
  return await db.all('SELECT id, name FROM users ORDER BY name')
}

async function rename(id, name) {
  const db = await inject(dbAccessor)()
  await db.run('UPDATE users SET name = ? WHERE id = ?', name, id)
}

module.exports = { names, rename }
