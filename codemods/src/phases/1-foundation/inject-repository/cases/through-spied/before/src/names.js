'use strict'
const { getConnection } = require('./db')

/** The test sees what all connections are asked. */
exports.names = async () => {
  const connection = await getConnection()
  return (await connection.runAndReadAll('SELECT name FROM items')).getRowObjects()
}
