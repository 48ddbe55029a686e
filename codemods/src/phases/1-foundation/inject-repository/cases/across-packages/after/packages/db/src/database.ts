import { createToken } from '@duckshift/runtime'
import { clientDatabase } from '@duckshift/runtime/compat/neo'
import { getDuckDBClient } from './client.js'

/** The database behind getDuckDBClient(), as repositories get it: opened, closed and reopened with the client. */
export const database = createToken('database', () =>
  clientDatabase({
    client: getDuckDBClient,
    open: (client) => client.query('SELECT 1'),
    rows: 'js',
    standIn: { query: 'query' },
  }),
)
