const { createToken } = require('@duckshift/runtime')
const db = require('./db')
const { databaseThrough } = require('@duckshift/runtime/compat/neo')

/** all(), for code that works with the driver itself. */
const allAccessor = createToken('allAccessor', () => db.all)

/** get(), for code that works with the driver itself. */
const getAccessor = createToken('getAccessor', () => db.get)

/** run(), for code that works with the driver itself. */
const runAccessor = createToken('runAccessor', () => db.run)

/** connect(), for code that works with the driver itself. */
const connectAccessor = createToken('connectAccessor', () => db.connect)

/** Statements go through all() as before: it does more than send them. */
const allDatabase = createToken('allDatabase', () =>
  databaseThrough({
    client: () => db,
    methods: { query: 'all', maybeOne: 'get' },
  }),
)

module.exports = { allAccessor, getAccessor, runAccessor, connectAccessor, allDatabase }
