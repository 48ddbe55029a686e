import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { openPooledDatabase, type PooledDatabase } from '../pooled-database.js'
import { AskedSessions } from './asked-sessions.js'
import { legacyClient, openedBy, openedIn, ownSession } from './client-database.js'
import { isAskedByOthers, setCurrentDatabase } from './current-database.js'
import { modeFromEnvironment } from './mode-from-environment.js'
import { preparedStatement } from './prepared-statement.js'
import { isReplaced, type OpeningDriver } from './replaced-driver.js'
import { withKnownMethods } from './replaced-methods.js'
import { RunningConnections } from './running-connections.js'
import { runsOn } from './transaction-on.js'

export { type CallbackClient, callbackHelpers } from './callback-helpers.js'
export { type ClientDatabaseOptions, clientDatabase, legacyClient } from './client-database.js'
export {
  type ClientHelper,
  type ClientHelpers,
  type DatabaseThroughOptions,
  databaseThrough,
} from './database-through.js'
export { type RepositoryConnection, type RepositoryOnOptions, repositoryOn } from './repository-on.js'
export {
  type PromiseClient,
  promiseHelpers,
  repositoryThrough,
  type SendingFunction,
  type SendingFunctions,
} from './repository-through.js'
export { type TransactionConnection, type TransactionOnOptions, transactionOn } from './transaction-on.js'

export interface OpenInstanceOptions {
  /** Tells databases apart where a project has several; the name that `clientDatabase` uses. */
  readonly name?: string
  /** Default: the environment's `DUCKSHIFT_MODE`, else `pool`. */
  readonly mode?: 'pool' | 'singleton'
  /**
   * `shared` (the default) takes the first connection for the one that everything shares: its statements run over
   * the pool, and closing it closes the database. `separate` is for code that connects and closes by itself: every
   * connection is a session of its own.
   */
  readonly connections?: 'shared' | 'separate'
  /** The client that opens the database for itself, where there are several of its class: each keeps its own. */
  readonly owner?: object
}

/**
 * Opens a database the way `DuckDBInstance.create` does, for a client class written for one connection:
 * what it returns has the driver's own API and values, and its statements run over the pool. The first
 * connection is the database's default session; further ones are sessions of their own.
 */
export async function openInstance(
  path = ':memory:',
  config?: Record<string, string>,
  options: OpenInstanceOptions = {},
): Promise<DuckDBInstance> {
  const mode = options.mode ?? modeFromEnvironment()
  const open = () => openPooledDatabase(path, { mode, ...(config && { config }) })
  const instance = new FacadeInstance(options, open, await open()) as unknown as DuckDBInstance
  return legacyClient(instance)
}

/**
 * The driver's class with `create` and `fromCache` that open through the runtime, as `openInstance` does. Where a test
 * replaces the class or spies on it, its own methods are called instead, in the same turn and with the same arguments,
 * and what they give is handed on as it is.
 */
export function pooledDriver<Driver extends OpeningDriver>(
  driver: Driver,
  options: OpenInstanceOptions = {},
): Pick<Driver, 'create' | 'fromCache'> {
  const opening =
    (method: 'create' | 'fromCache') =>
    (...values: [path?: string, config?: Record<string, string>]): Promise<object> =>
      isReplaced(driver) ? driver[method](...values) : openInstance(values[0], values[1], options)
  return { create: opening('create'), fromCache: opening('fromCache') } as Pick<
    Driver,
    'create' | 'fromCache'
  >
}

/**
 * The driver closes an instance that nobody has any more. Code that connects and closes by itself often counts on it:
 * other processes open the file after that.
 */
const dropped = new FinalizationRegistry<() => void>((close) => close())

class FacadeInstance {
  readonly #name: string
  readonly #isShared: boolean
  readonly #owner: object | undefined
  readonly #open: () => Promise<PooledDatabase>
  #database: PooledDatabase | undefined
  #hasDefault = false
  readonly #asked = new AskedSessions()

  constructor(options: OpenInstanceOptions, open: () => Promise<PooledDatabase>, database: PooledDatabase) {
    this.#name = options.name ?? 'default'
    this.#isShared = options.connections !== 'separate'
    this.#owner = options.owner
    this.#open = open
    openedIn(this, () => this.#database)
    this.#take(database)
  }

  #take(database: PooledDatabase): PooledDatabase {
    this.#database = database
    setCurrentDatabase(this.#name, database)
    if (this.#owner) openedBy(this.#owner, database, () => this.#database)
    if (!this.#isShared) dropped.register(this, closing(this.#name, database), this)
    return database
  }

  async connect(): Promise<DuckDBConnection> {
    const database = this.#database ?? this.#take(await this.#open())
    if (this.#hasDefault || !this.#isShared)
      return ownSession(
        this.#client((await database.connectOutsidePool()).raw as DuckDBConnection),
        this.#asked,
      )
    this.#hasDefault = true
    const { raw } = await database.defaultSession.connection()
    const connection = facadeConnection(database, raw as DuckDBConnection, () => this.closeSync())
    return runsOn(this.#client(connection), database)
  }

  #client<Client extends object>(client: Client): Client {
    return legacyClient(openedIn(client, () => this.#database))
  }

  /** Running statements settle first; what is idle closes at once. */
  closeSync(): void {
    const database = this.#database
    this.#database = undefined
    this.#hasDefault = false
    this.#asked.close()
    dropped.unregister(this)
    if (!database) return
    setCurrentDatabase(this.#name, undefined, database)
    void database.close()
  }
}

/** Must not know the instance, which would never be dropped then. */
function closing(name: string, database: PooledDatabase): () => void {
  return () => {
    if (isAskedByOthers(database)) return
    setCurrentDatabase(name, undefined, database)
    void database.close()
  }
}

const routed = ['run', 'runAndRead', 'runAndReadAll', 'runAndReadUntil'] as const

/** What they give reads on from the connection, so that only one that stays can run them. */
const readingOn = [
  'stream',
  'streamAndRead',
  'streamAndReadAll',
  'streamAndReadUntil',
  'start',
  'startThenRead',
  'startThenReadAll',
  'startThenReadUntil',
  'startStream',
  'startStreamThenRead',
  'startStreamThenReadAll',
  'startStreamThenReadUntil',
] as const

/** Made on the connection of the transaction around them: what they write is committed and rolled back with it. */
const madeThere = ['createAppender', 'extractStatements'] as const

type Methods = Record<string, (...values: unknown[]) => Promise<unknown>>

/** The driver's connection, with statements sent through the database, prepared or not; everything else stays on the connection itself. */
function facadeConnection(
  database: PooledDatabase,
  raw: DuckDBConnection,
  close: () => void,
): DuckDBConnection {
  const running = new RunningConnections()
  const overrides: Record<PropertyKey, unknown> = {
    closeSync: close,
    disconnectSync: close,
    interrupt: () => running.interrupt(),
  }
  for (const method of routed) {
    overrides[method] = (sql: string, ...rest: unknown[]) =>
      database.runLegacy(
        sql,
        ({ raw: own }) => {
          return running.during(own as DuckDBConnection, () => (own as Methods)[method]!(sql, ...rest))
        },
        rest[0],
      )
  }
  for (const method of readingOn) {
    overrides[method] = (sql: string, ...rest: unknown[]) =>
      database.runPrepared(sql, ({ raw: own }) =>
        running.during(own as DuckDBConnection, () => (own as Methods)[method]!(sql, ...rest)),
      )
  }
  for (const method of madeThere) {
    overrides[method] = async (...values: unknown[]) =>
      ((await database.legacyConnection()).raw as Methods)[method]!(...values)
  }
  overrides.prepare = (sql: string) => preparedStatement(database, sql, running)
  // What a test puts in a method's place stays beside the connection: the pool's own statements must not meet it.
  const surface = Object.create(raw) as DuckDBConnection
  for (const [name, value] of Object.entries(overrides))
    Object.defineProperty(surface, name, { value, writable: true, configurable: true })
  return withKnownMethods(
    new Proxy(surface, {
      get(target, property) {
        const value: unknown = Reflect.get(target, property, raw)
        return typeof value === 'function' && !Object.hasOwn(target, property) ? value.bind(raw) : value
      },
    }),
    overrides,
  )
}
