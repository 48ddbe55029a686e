import { createToken } from '@duckshift/runtime'
import { clientDatabase } from '@duckshift/runtime/compat/neo'
import { getConnection } from './db.js'

/** The database behind getConnection(), as repositories and call sites get it. */
export const database = createToken('database', () =>
  clientDatabase({
    client: () => getConnection(),
    name: 'tool/src/db',
    rows: 'js',
    standIn: 'driver',
  }),
)

/** getConnection(), for code that works with the driver itself. */
export const connectionAccessor = createToken('connectionAccessor', () => getConnection)
