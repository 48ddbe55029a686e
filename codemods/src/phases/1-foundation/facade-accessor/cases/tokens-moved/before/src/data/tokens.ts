import { createToken } from '@duckshift/runtime'
import { clientDatabase } from '@duckshift/runtime/compat/neo'
import { DuckDBManager } from '../db.js'

/** The database behind DuckDBManager.getInstance(), as repositories get it: opened, closed and reopened with the client. */
export const database = createToken('database', () =>
  clientDatabase({
    client: () => DuckDBManager.getInstance(),
    open: (client) => client.query('SELECT 1'),
    rows: 'exact',
    standIn: { query: 'query' },
  }),
)
