const { createToken } = require('@duckshift/runtime')
const db = require('./db')

/** getDatabase(), for code that works with the driver itself. */
const databaseAccessor = createToken('databaseAccessor', () => db.getDatabase)

module.exports = { databaseAccessor }
