const { openInstance, repositoryOn } = require('@duckshift/runtime/compat/neo')
const { ItemsRepository } = require('./repositories/items-repository.js')

let connection = null

async function open() {
  if (connection === null) {
    const instance = await openInstance('items.duckdb')
    connection = await instance.connect()
  }
  return connection
}

async function add(id, name) {
  const con = await open()
  await repositoryOn(ItemsRepository, con).insert(id, name)
}

async function namesOf(id) {
  await open()
  const rows = await repositoryOn(ItemsRepository, connection).findNameById(id)
  return rows.map((row) => row.name)
}

async function remove(id) {
  await open()
  await connection.run('DELETE FROM items WHERE id = $1', [id])
}

module.exports = { add, namesOf, remove }
