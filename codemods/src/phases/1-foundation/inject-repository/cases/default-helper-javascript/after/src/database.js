import { createToken } from '@duckshift/runtime'
import { databaseThrough } from '@duckshift/runtime/compat/neo'
import queryHelper from './query.js'

/** The default export of query.js, for code that works with the driver itself. */
export const queryAccessor = createToken('queryAccessor', () => queryHelper)

/** Statements go through the default export of query.js as before: it does more than send them. */
export const queryDatabase = createToken('queryDatabase', () =>
  databaseThrough({
    client: () => ({ queryHelper }),
    methods: { query: 'queryHelper' },
  }),
)
