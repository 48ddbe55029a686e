const { createToken } = require('@duckshift/runtime')
const db = require('./db')

/** The default export of db.js, for code that works with the driver itself. */
const dbAccessor = createToken('dbAccessor', () => db)

module.exports = { dbAccessor }
