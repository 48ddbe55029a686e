import { createToken } from '@duckshift/runtime'
import { databaseThrough } from '@duckshift/runtime/compat/neo'
import { executeQuery } from './db.js'

/** executeQuery(), for code that works with the driver itself. */
export const executeQueryAccessor = createToken('executeQueryAccessor', () => executeQuery)

/** Statements go through executeQuery() as before: it does more than send them. */
export const executeQueryDatabase = createToken('executeQueryDatabase', () =>
  databaseThrough({
    client: () => ({ executeQuery }),
    methods: { query: 'executeQuery' },
  }),
)
