const { createToken } = require('@duckshift/runtime')
const db = require('./db')
const { databaseThrough } = require('@duckshift/runtime/compat/neo')

/** The default export of db.js, for code that works with the driver itself. */
const dbAccessor = createToken('dbAccessor', () => db)

/** Statements go through the default export of db.js as before: rows and values are the deprecated driver's. */
const legacyDb = createToken('legacyDb', () =>
  databaseThrough({
    client: () => db(),
    methods: { query: 'all', execute: 'run', parameters: 'variadic' },
  }),
)

module.exports = { dbAccessor, legacyDb }
