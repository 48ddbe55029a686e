import { createToken } from '@duckshift/runtime'
import { databaseThrough } from '@duckshift/runtime/compat/neo'
import { execute, query } from './db.js'

/** query(), for code that works with the driver itself. */
export const queryAccessor = createToken('queryAccessor', () => query)

/** execute(), for code that works with the driver itself. */
export const executeAccessor = createToken('executeAccessor', () => execute)

/** Statements go through query() as before: it does more than send them. */
export const queryDatabase = createToken('queryDatabase', () =>
  databaseThrough({
    client: () => ({ query, execute }),
    methods: { query: 'query', execute: 'execute' },
  }),
)
