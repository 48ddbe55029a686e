'use strict'
const { inject } = require('@duckshift/runtime')
const { connectionAccessor } = require('./database')

/** The test sees what all connections are asked. */
exports.names = async () => {
  const connection = await inject(connectionAccessor)()
  return (await connection.runAndReadAll('SELECT name FROM items')).getRowObjects()
}
