import { createToken } from '@duckshift/runtime'
import { databaseThrough } from '@duckshift/runtime/compat/neo'
import dbInstance from './db.js'

/** The default export of db.js, for code that works with the driver itself. */
export const dbClient = createToken('dbClient', () => dbInstance)

/** Statements go through the default export of db.js as before: rows and values are the deprecated driver's. */
export const legacyDb = createToken('legacyDb', () =>
  databaseThrough({
    client: () => dbInstance,
    methods: { query: 'all', execute: 'run', parameters: 'variadic' },
  }),
)
