const { createToken } = require('@duckshift/runtime')
const { clientDatabase, databaseThrough } = require('@duckshift/runtime/compat/neo')
const db = require('./db')

/** The database behind getClient(), as repositories get it: opened, closed and reopened with the client. */
const database = createToken('database', () =>
  clientDatabase({
    client: db.getClient,
    open: (client) => client.query('SELECT 1'),
    rows: 'js',
    standIn: { query: 'query', execute: 'execute' },
  }),
)

/** getClient(), for code that works with the client itself. */
const clientAccessor = createToken('clientAccessor', () => db.getClient)

/** What repositories on a client that is handed in run on: its own methods, as before. */
const databaseOn = (client) =>
  databaseThrough({ client: () => client, methods: { query: 'query', execute: 'execute' } })

module.exports = { database, clientAccessor, databaseOn }
