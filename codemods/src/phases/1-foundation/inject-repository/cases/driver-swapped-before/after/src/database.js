const { createToken } = require('@duckshift/runtime')
const db = require('./db')
const shared = require('./shared')

/** createClient(), for code that works with the driver itself. */
const clientAccessor = createToken('clientAccessor', () => db.createClient)

/** The default export of shared.js, for code that works with the driver itself. */
const sharedClient = createToken('sharedClient', () => shared)

module.exports = { clientAccessor, sharedClient }
