import { createToken } from '@duckshift/runtime'
import { clientDatabase, databaseThrough } from '@duckshift/runtime/compat/neo'
import { getClient } from './db.js'

/** The database behind getClient(), as repositories get it: opened, closed and reopened with the client. */
export const database = createToken('database', () =>
  clientDatabase({
    client: getClient,
    open: (client) => client.query('SELECT 1'),
    rows: 'js',
    standIn: { query: 'query', maybeOne: 'queryOne', execute: 'execute' },
  }),
)

/** getClient(), for code that works with the client itself. */
export const clientAccessor = createToken('clientAccessor', () => getClient)

/** What repositories on a client that is handed in run on: its own methods, as before. */
export const databaseOn = (client) =>
  databaseThrough({ client: () => client, methods: { maybeOne: 'queryOne', query: 'query', execute: 'execute' } })
