'use strict'
const { inject } = require('@duckshift/runtime')
const { connectionAccessor } = require('./database')

/** The test looks at the text. */
exports.count = async (least) => {
  const connection = await inject(connectionAccessor)()
  const reader = await connection.runAndReadAll(`SELECT id FROM items WHERE id >= ${Number(least)}`)
  return reader.getRowObjects().length
}
