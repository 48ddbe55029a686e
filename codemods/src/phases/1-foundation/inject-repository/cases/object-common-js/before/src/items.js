'use strict'
const db = require('./db')

exports.names = async () => {
  const rows = await db.all('SELECT name FROM items ORDER BY name')
  return rows.map((row) => row.name)
}

exports.rename = async (id, name) => {
  await db.run('UPDATE items SET name = ? WHERE id = ?', [name, id])
}
