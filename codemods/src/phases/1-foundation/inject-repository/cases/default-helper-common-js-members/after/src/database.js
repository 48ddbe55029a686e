const { createToken } = require('@duckshift/runtime');
const db = require('./db');
const { databaseThrough } = require('@duckshift/runtime/compat/neo');

/** The default export of db.js, for code that works with the driver itself. */
const dbAccessor = createToken('dbAccessor', () => db);

/** run(), for code that works with the driver itself. */
const runAccessor = createToken('runAccessor', () => db.run);

/** Statements go through the default export of db.js as before: it does more than send them. */
const legacyDb = createToken('legacyDb', () =>
  databaseThrough({
    client: () => ({ dbHelper: db, run: db.run }),
    methods: { query: 'dbHelper', execute: 'run' },
  }),
);

module.exports = { dbAccessor, runAccessor, legacyDb };
