const { createToken } = require('@duckshift/runtime')
const { clientDatabase } = require('@duckshift/runtime/compat/neo')
const db = require('./db')

/** The database behind all(), as repositories and call sites get it. */
const database = createToken('database', () =>
  clientDatabase({
    client: () => db.all,
    open: (helper) => helper('SELECT 1'),
    rows: 'json',
    standIn: 'helper',
  }),
)

/** all(), for code that works with the driver itself. */
const allAccessor = createToken('allAccessor', () => db.all)

module.exports = { database, allAccessor }
