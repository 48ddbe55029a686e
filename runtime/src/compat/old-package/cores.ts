import type { ConnectionCore, DatabaseCore, OwnConnectionCore } from './database-core.js'
import type { UserFunctions } from './user-functions.js'

interface BehindDatabase {
  readonly core: DatabaseCore
  readonly functions: UserFunctions
}

interface BehindConnection {
  readonly core: ConnectionCore
  /** Unless it is the database's default connection. */
  readonly own: OwnConnectionCore | undefined
  readonly database: DatabaseCore
  readonly functions: UserFunctions
}

/** What stands behind the package's objects, out of sight of the code that holds them. */
export const databaseCores = new WeakMap<object, BehindDatabase>()
export const connectionCores = new WeakMap<object, BehindConnection>()
