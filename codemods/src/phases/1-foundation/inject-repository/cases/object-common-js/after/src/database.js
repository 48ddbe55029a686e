const { createToken } = require('@duckshift/runtime')
const db = require('./db')
const { databaseThrough } = require('@duckshift/runtime/compat/neo')

/** The default export of db.js, for code that works with the driver itself. */
const dbClient = createToken('dbClient', () => db)

/** Statements go through the default export of db.js as before: its own functions send them. */
const legacyDb = createToken('legacyDb', () =>
  databaseThrough({
    client: () => db,
    methods: { query: 'all', execute: 'run' },
  }),
)

module.exports = { dbClient, legacyDb }
