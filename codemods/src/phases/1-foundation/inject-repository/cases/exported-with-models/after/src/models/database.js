const { createToken } = require('@duckshift/runtime');
const index = require('./index');
const { databaseThrough } = require('@duckshift/runtime/compat/neo');

/** The default export of index.js, for code that works with the driver itself. */
const indexClient = createToken('indexClient', () => index);

/** readStates(), for code that works with the driver itself. */
const readStatesAccessor = createToken('readStatesAccessor', () => index.readStates);

/** Statements go through readStates() as before: it does more than send them. */
const readStatesDatabase = createToken('readStatesDatabase', () =>
  databaseThrough({
    client: () => index,
    methods: { query: 'readStates', parameters: 'variadic' },
  }),
);

module.exports = { indexClient, readStatesAccessor, readStatesDatabase };
