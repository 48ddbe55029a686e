const { createToken } = require('@duckshift/runtime');
const { clientDatabase } = require('@duckshift/runtime/compat/neo');
const db = require('./db');

/** The database behind getConnection(), as repositories and call sites get it. */
const database = createToken('database', () =>
  clientDatabase({
    client: () => db.getConnection(),
    rows: 'json',
    standIn: 'driver',
  }),
);

/** getConnection(), for code that works with the driver itself. */
const connectionAccessor = createToken('connectionAccessor', () => db.getConnection);

module.exports = { database, connectionAccessor };
