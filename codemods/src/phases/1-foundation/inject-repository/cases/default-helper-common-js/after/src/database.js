const { createToken } = require('@duckshift/runtime');
const query = require('./query');
const { databaseThrough } = require('@duckshift/runtime/compat/neo');

/** The default export of query.js, for code that works with the driver itself. */
const queryAccessor = createToken('queryAccessor', () => query);

/** Statements go through the default export of query.js as before: it does more than send them. */
const queryDatabase = createToken('queryDatabase', () =>
  databaseThrough({
    client: () => ({ queryHelper: query }),
    methods: { query: 'queryHelper' },
  }),
);

module.exports = { queryAccessor, queryDatabase };
