const { createToken } = require('@duckshift/runtime')
const db = require('./db')
const shared = require('./shared')
const { databaseThrough } = require('@duckshift/runtime/compat/neo')

/** createClient(), for code that works with the driver itself. */
const clientAccessor = createToken('clientAccessor', () => db.createClient)

/** The default export of shared.js, for code that works with the driver itself. */
const sharedClient = createToken('sharedClient', () => shared)

/** Statements go through the default export of shared.js as before: its own functions send them. */
const sharedDatabase = createToken('sharedDatabase', () =>
  databaseThrough({
    client: () => shared,
    methods: { query: 'all' },
  }),
)

module.exports = { clientAccessor, sharedClient, sharedDatabase }
