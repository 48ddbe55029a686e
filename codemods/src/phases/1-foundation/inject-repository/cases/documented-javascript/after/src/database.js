import { createToken } from '@duckshift/runtime'
import { clientDatabase } from '@duckshift/runtime/compat/neo'
import { query } from './db.js'

/** The database behind query(), as repositories and call sites get it. */
export const database = createToken('database', () =>
  clientDatabase({
    client: () => query,
    open: (helper) => helper('SELECT 1'),
    rows: 'js',
    standIn: 'helper',
  }),
)

/** query(), for code that works with the driver itself. */
export const queryAccessor = createToken('queryAccessor', () => query)
