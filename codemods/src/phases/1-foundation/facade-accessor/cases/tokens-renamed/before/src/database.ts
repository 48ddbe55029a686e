import { createToken } from '@duckshift/runtime'
import { clientDatabase } from '@duckshift/runtime/compat/neo'
import { DuckDBManager } from './db.js'

/** The database behind DuckDBManager.getInstance(), as repositories get it: opened, closed and reopened with the client. */
export const mainDatabase = createToken('database', () =>
  clientDatabase({
    client: () => DuckDBManager.getInstance(),
    open: (client) => client.query('SELECT 1'),
    rows: 'exact',
    standIn: { query: 'query' },
  }),
)

/** DuckDBManager.getInstance(), for code that works with the client itself. */
export const theManager = createToken('duckDBManagerAccessor', () => () => DuckDBManager.getInstance())
