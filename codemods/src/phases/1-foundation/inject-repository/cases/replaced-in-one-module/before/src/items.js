'use strict'
const { getConnection } = require('./db')

exports.add = async (id) => {
  const connection = await getConnection()
  await connection.run('INSERT INTO items (id) VALUES (?)', [id])
}
