'use strict'
const db = require('./db')

/** What a test puts in the accessor's place has the methods that are called today. */
exports.add = async (id) => {
  const connection = await db.getConnection()
  await connection.run('INSERT INTO items (id) VALUES (?)', [id])
}
