const path = require('path')
const { getClient } = require('./db')

async function names() {
  const db = getClient()
  ;[path.sep].forEach(String)
  return db.query('SELECT name FROM items WHERE id = ?', [1])
}

module.exports = { names }
