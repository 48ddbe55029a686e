const { createToken } = require('@duckshift/runtime')
const db = require('./db')
const { callbackHelpers, databaseThrough } = require('@duckshift/runtime/compat/neo')

/** The default export of db.js, for code that works with the driver itself. */
const dbClient = createToken('dbClient', () => db)

/** Statements go through the default export of db.js as before: it does more than send them. */
const legacyDb = createToken('legacyDb', () =>
  databaseThrough({
    client: () => db,
    helpers: callbackHelpers,
  }),
)

module.exports = { dbClient, legacyDb }
