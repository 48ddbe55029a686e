const { query } = require('./db')

async function add(id, target) {
  await query('INSERT INTO links (id, target) VALUES (?, ?)', [id, target])
}

async function targets() {
  return query('SELECT target FROM links ORDER BY id')
}

module.exports = { add, targets }
