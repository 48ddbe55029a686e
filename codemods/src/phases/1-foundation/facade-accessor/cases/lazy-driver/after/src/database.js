const { createToken } = require('@duckshift/runtime')
const db = require('./db')

/** getClient(), for code that works with the driver itself. */
const clientAccessor = createToken('clientAccessor', () => db.getClient)

/** query(), for code that works with the driver itself. */
const queryAccessor = createToken('queryAccessor', () => db.query)

module.exports = { clientAccessor, queryAccessor }
