const { createToken } = require('@duckshift/runtime')
const db = require('./db')
const { callbackHelpers, databaseThrough } = require('@duckshift/runtime/compat/neo')

/** getDatabase(), for code that works with the driver itself. */
const databaseAccessor = createToken('databaseAccessor', () => db.getDatabase)

/** Statements go through getDatabase() as before: it does more than send them. */
const legacyDatabase = createToken('legacyDatabase', () =>
  databaseThrough({
    client: () => db.getDatabase(),
    helpers: callbackHelpers,
  }),
)

module.exports = { databaseAccessor, legacyDatabase }
