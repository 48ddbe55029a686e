import { createToken } from '@duckshift/runtime'
import { clientDatabase } from '@duckshift/runtime/compat/neo'
import getClient from './db.js'

/** The database behind the default export of db.js, as repositories get it: opened, closed and reopened with the client. */
export const database = createToken('database', () =>
  clientDatabase({
    client: () => getClient,
    open: (client) => client.all('SELECT 1'),
    rows: 'js',
    standIn: { query: 'all', maybeOne: 'get', execute: 'run' },
  }),
)
