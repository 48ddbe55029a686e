const { createToken } = require('@duckshift/runtime');
const db = require('./db');
const { databaseThrough } = require('@duckshift/runtime/compat/neo');

/** query(), for code that works with the driver itself. */
const queryAccessor = createToken('queryAccessor', () => db.query);

/** exec(), for code that works with the driver itself. */
const execAccessor = createToken('execAccessor', () => db.exec);

/** Statements go through query() as before: it does more than send them. */
const queryDatabase = createToken('queryDatabase', () =>
  databaseThrough({
    client: () => db,
    methods: { query: 'query', execute: 'exec' },
  }),
);

module.exports = { queryAccessor, execAccessor, queryDatabase };
