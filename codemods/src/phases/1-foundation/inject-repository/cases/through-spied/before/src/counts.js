'use strict'
const { getConnection } = require('./db')

/** The test looks at the text. */
exports.count = async (least) => {
  const connection = await getConnection()
  const reader = await connection.runAndReadAll(`SELECT id FROM items WHERE id >= ${Number(least)}`)
  return reader.getRowObjects().length
}
