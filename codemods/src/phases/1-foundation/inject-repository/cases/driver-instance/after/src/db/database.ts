import { createToken } from '@duckshift/runtime'
import { clientDatabase } from '@duckshift/runtime/compat/neo'
import { getInstance } from './duckdb.js'

/** The database behind getInstance(), as repositories and call sites get it. */
export const database = createToken('database', () =>
  clientDatabase({
    client: () => getInstance(),
    rows: 'json',
    standIn: 'driver',
  }),
)

/** getInstance(), for code that works with the driver itself. */
export const instanceAccessor = createToken('instanceAccessor', () => getInstance)
