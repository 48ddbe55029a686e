import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { openPooledDatabase, type PooledDatabase } from '../pooled-database.js'
import { setCurrentDatabase } from './current-database.js'
import { modeFromEnvironment } from './mode-from-environment.js'

export { type ClientDatabaseOptions, clientDatabase, legacyClient } from './client-database.js'

export interface OpenInstanceOptions {
  /** Tells databases apart where a project has several; the name that `clientDatabase` uses. */
  readonly name?: string
  /** Default: the environment's `DUCKSHIFT_MODE`, else `pool`. */
  readonly mode?: 'pool' | 'singleton'
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
  return new FacadeInstance(options.name ?? 'default', open, await open()) as unknown as DuckDBInstance
}

class FacadeInstance {
  readonly #name: string
  readonly #open: () => Promise<PooledDatabase>
  #database: PooledDatabase | undefined
  #hasDefault = false

  constructor(name: string, open: () => Promise<PooledDatabase>, database: PooledDatabase) {
    this.#name = name
    this.#open = open
    this.#database = database
    setCurrentDatabase(name, database)
  }

  async connect(): Promise<DuckDBConnection> {
    if (!this.#database) {
      this.#database = await this.#open()
      setCurrentDatabase(this.#name, this.#database)
    }
    const database = this.#database
    if (this.#hasDefault) return (await database.connectOutsidePool()).raw as DuckDBConnection
    this.#hasDefault = true
    const { raw } = await database.defaultSession.connection()
    return facadeConnection(database, raw as DuckDBConnection, () => this.closeSync())
  }

  /** Running statements settle first; what is idle closes at once. */
  closeSync(): void {
    const database = this.#database
    this.#database = undefined
    this.#hasDefault = false
    if (!database) return
    setCurrentDatabase(this.#name, undefined, database)
    void database.close()
  }
}

const routed = ['run', 'runAndRead', 'runAndReadAll', 'runAndReadUntil'] as const

/** The driver's connection, with whole statements sent through the database; everything else stays on the connection itself. */
function facadeConnection(
  database: PooledDatabase,
  raw: DuckDBConnection,
  close: () => void,
): DuckDBConnection {
  const overrides: Record<PropertyKey, unknown> = { closeSync: close, disconnectSync: close }
  for (const method of routed) {
    overrides[method] = (sql: string, ...rest: unknown[]) =>
      database.runLegacy(sql, (connection) => {
        const target = connection.raw as Record<string, (...values: unknown[]) => Promise<unknown>>
        return target[method]!(sql, ...rest)
      })
  }
  return new Proxy(raw, {
    get(target, property) {
      if (property in overrides) return overrides[property]
      const value: unknown = Reflect.get(target, property, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
