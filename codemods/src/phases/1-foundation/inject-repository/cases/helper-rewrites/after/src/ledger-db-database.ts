import { createToken } from '@duckshift/runtime'
import { asker, query } from './ledger-db.js'

/** query(), for code that works with the driver itself. */
export const queryAccessor = createToken('queryAccessor', () => query)

/** asker(), for code that works with the driver itself. */
export const askerAccessor = createToken('askerAccessor', () => asker)
