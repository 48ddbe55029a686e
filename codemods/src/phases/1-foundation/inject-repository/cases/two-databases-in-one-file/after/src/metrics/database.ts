import { createToken } from '@duckshift/runtime'
import { clientDatabase } from '@duckshift/runtime/compat/neo'
import { getDb } from './db.js'

/** The database behind getDb(), as repositories and call sites get it. */
export const database = createToken('database', () =>
  clientDatabase({
    client: () => getDb(),
    name: 'metrics/db',
    rows: 'js',
    standIn: 'driver',
  }),
)

/** getDb(), for code that works with the driver itself. */
export const dbAccessor = createToken('dbAccessor', () => getDb)
