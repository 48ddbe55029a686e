const { createToken } = require('@duckshift/runtime')
const { clientDatabase } = require('@duckshift/runtime/compat/neo')
const db = require('./db')

/** The database behind getClient(), as repositories get it: opened, closed and reopened with the client. */
const database = createToken('database', () =>
  clientDatabase({
    client: db.getClient,
    open: (client) => client.query('SELECT 1'),
    rows: 'js',
    standIn: { query: 'query' },
  }),
)

module.exports = { database }
