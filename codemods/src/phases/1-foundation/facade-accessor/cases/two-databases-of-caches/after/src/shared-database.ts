import { createToken } from '@duckshift/runtime'
import { clientDatabase } from '@duckshift/runtime/compat/neo'
import { getArchive } from './shared.js'

/** The database behind getArchive(), as repositories and call sites get it. */
export const database = createToken('database', () =>
  clientDatabase({
    client: () => getArchive(),
    name: 'shared',
    rows: 'js',
    standIn: 'driver',
  }),
)

/** getArchive(), for code that works with the driver itself. */
export const archiveAccessor = createToken('archiveAccessor', () => getArchive)
