const { query, execute } = require('./db')

async function createItems() {
  await execute('CREATE OR REPLACE TABLE items (id INTEGER, name VARCHAR)')
}

async function addItem(id, name) {
  await execute('INSERT INTO items VALUES (?, ?)', [id, name])
}

async function listItems() {
  return query('SELECT id, name FROM items ORDER BY id')
}

module.exports = { createItems, addItem, listItems }
