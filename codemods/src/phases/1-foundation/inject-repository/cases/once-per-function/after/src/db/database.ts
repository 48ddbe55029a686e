import { createToken } from '@duckshift/runtime'
import { query } from './duckdb.js'

/** query(), for code that works with the driver itself. */
export const queryAccessor = createToken('queryAccessor', () => query)
