import { createToken } from '@duckshift/runtime'
import dbInstance from './db.js'

/** The default export of db.js, for code that works with the driver itself. */
export const dbClient = createToken('dbClient', () => () => dbInstance)
