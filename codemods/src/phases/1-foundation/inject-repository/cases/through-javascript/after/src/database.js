import { createToken } from '@duckshift/runtime'
import { databaseThrough } from '@duckshift/runtime/compat/neo'
import { executeQuery, getOne } from './db.js'

/** executeQuery(), for code that works with the driver itself. */
export const executeQueryAccessor = createToken('executeQueryAccessor', () => executeQuery)

/** getOne(), for code that works with the driver itself. */
export const oneAccessor = createToken('oneAccessor', () => getOne)

/** Statements go through executeQuery() as before: it does more than send them. */
export const executeQueryDatabase = createToken('executeQueryDatabase', () =>
  databaseThrough({
    client: () => ({ executeQuery, getOne }),
    methods: { query: 'executeQuery', maybeOne: 'getOne' },
  }),
)
