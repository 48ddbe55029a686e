const query = require('./db')

async function addItem(id, name) {
  await query('INSERT INTO items VALUES (?, ?)', [id, name])
}

async function listItems() {
  return query('SELECT id, name FROM items ORDER BY id')
}

module.exports = { addItem, listItems }
