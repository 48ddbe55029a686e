'use strict'
const { getConnection } = require('./db')

async function all(sql, values = []) {
  const connection = await getConnection()
  const reader = await connection.runAndReadAll(sql, values)
  return reader.getRowObjectsJS()
}

async function run(sql, values = []) {
  const connection = await getConnection()
  await connection.run(sql, values)
}

async function names() {
  const rows = await all('SELECT name FROM items ORDER BY name')
  return rows.map((row) => row.name)
}

class Items {
  async find(id) {
    const [row] = await this.#rows('SELECT id, name FROM items WHERE id = ?', [id])
    return row
  }

  rename(id, name) {
    return run('UPDATE items SET name = ? WHERE id = ?', [name, id])
  }

  async #rows(sql, values) {
    return (await (await getConnection()).runAndReadAll(sql, values)).getRowObjectsJS()
  }
}

module.exports = { names, Items }
