const { DuckDBInstance } = require('@duckdb/node-api')

let connection = null

async function open() {
  if (connection === null) {
    const instance = await DuckDBInstance.create('items.duckdb')
    connection = await instance.connect()
  }
  return connection
}

async function add(id, name) {
  const con = await open()
  await con.run('INSERT INTO items VALUES ($1, $2)', [id, name])
}

async function namesOf(id) {
  await open()
  const reader = await connection.runAndReadAll('SELECT name FROM items WHERE id = $1', [id])
  return reader.getRowObjectsJS().map((row) => row.name)
}

module.exports = { add, namesOf }
