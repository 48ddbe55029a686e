const getDb = require('./db')

async function names() {
  const db = await getDb()
  return await db.all('SELECT id, name FROM users ORDER BY name')
}

async function rename(id, name) {
  const db = await getDb()
  await db.run('UPDATE users SET name = ? WHERE id = ?', name, id)
}

module.exports = { names, rename }
