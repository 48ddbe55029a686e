import { createToken } from '@duckshift/runtime'
import { databaseThrough } from '@duckshift/runtime/compat/neo'
import getDb from './db.js'
import { execute, queryAll } from './query.js'

/** The default export of db.js, for code that works with the driver itself. */
export const dbAccessor = createToken('dbAccessor', () => getDb)

/** Statements go through queryAll() as before: it does more than send them. */
export const legacyDb = createToken('legacyDb', () =>
  databaseThrough({
    client: () => getDb(),
    helpers: { query: queryAll, execute },
  }),
)
