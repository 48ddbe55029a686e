import type { DuckDBConnection } from '@duckdb/node-api'
import { openPooledDatabase, type PooledDatabase } from '../../pooled-database.js'
import type { Session } from '../../session/session.js'
import { modeFromEnvironment } from '../mode-from-environment.js'
import { neverConnected, oldError } from './old-error.js'
import { TaskQueue } from './task-queue.js'
import type { DatabaseConfig } from './types.js'

/** What one statement does with the driver's connection. */
export type DriverCall<T> = (connection: DuckDBConnection) => Promise<T>

/** Where the statements of a connection of the old package run. */
export interface ConnectionCore {
  /**
   * Runs a call where the connection's statements run, after what was asked of it before. `isLoose`: it needs nothing
   * that the connection holds unless something else does.
   */
  call<T>(sql: string, call: DriverCall<T>, isLoose?: boolean): Promise<T>
  /** True where what was set, created or begun on the connection can be seen by its statements. */
  holdsState(): boolean
}

/** A database of the old package over a pool: opened at once, used when it has opened. */
export class DatabaseCore {
  readonly isParallel: boolean
  /** Everything, in the order of the calls; with `parallel` only what concerns the whole database. */
  readonly queue = new TaskQueue()
  readonly opening: Promise<PooledDatabase>
  readonly #running = new Set<Promise<unknown>>()
  #isClosed = false

  constructor(path: string, { parallel = false, ...settings }: DatabaseConfig) {
    this.isParallel = parallel
    const config = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined))
    this.opening = open(path, config as Record<string, string>)
    this.opening.catch(() => undefined)
    void this.queue.run(() => this.opening).catch(() => undefined)
  }

  /** The pool behind it. Rejects as a statement does on what is not open. */
  async database(): Promise<PooledDatabase> {
    const database = this.#isClosed ? undefined : await this.opening.catch(() => undefined)
    if (!database) throw oldError(neverConnected, 'Connection')
    return database
  }

  /** One task in the database's order, or in the connection's with `parallel`. */
  schedule<T>(own: TaskQueue, task: () => Promise<T>): Promise<T> {
    const result = (this.isParallel ? own : this.queue).run(task)
    return this.track(result)
  }

  track<T>(result: Promise<T>): Promise<T> {
    this.#running.add(result)
    const done = () => this.#running.delete(result)
    result.then(done, done)
    return result
  }

  /** When everything asked for so far is done. */
  async idle(): Promise<void> {
    await Promise.allSettled([this.queue.idle, ...this.#running])
  }

  /** Connections of their own go on, as they did. */
  close(): Promise<void> {
    const before = this.isParallel ? this.idle() : undefined
    return this.queue.run(async () => {
      await before
      const database = this.#isClosed ? undefined : await this.opening.catch(() => undefined)
      this.#isClosed = true
      if (!database) throw oldError('Database was already closed')
      await database.close()
    })
  }
}

async function open(path: string, config: Record<string, string>): Promise<PooledDatabase> {
  const names = Object.keys(config)
  try {
    return await openPooledDatabase(path, {
      mode: modeFromEnvironment(),
      ...(names.length > 0 && { config }),
    })
  } catch (error) {
    // The driver does not say which.
    const isOption = error instanceof Error && /^Failed to set config/.test(error.message)
    if (!isOption) throw error
    throw oldError(
      `Failed to set configuration option: a value is wrong among ${names.join(', ')}`,
      undefined,
      error,
    )
  }
}

/** The connection that a database's own methods use. */
export class DefaultConnectionCore implements ConnectionCore {
  readonly #database: DatabaseCore
  #pooled: PooledDatabase | undefined

  constructor(database: DatabaseCore) {
    this.#database = database
    database.opening.then(
      (pooled) => {
        this.#pooled = pooled
      },
      () => undefined,
    )
  }

  call<T>(sql: string, call: DriverCall<T>, isLoose = false): Promise<T> {
    const database = this.#database
    const run = async () => {
      const pooled = await database.database()
      const isAnywhere = (isLoose && database.isParallel) || pooled.inTransaction
      return isAnywhere
        ? pooled.runLegacy(sql, ({ raw }) => call(raw as DuckDBConnection))
        : pooled.defaultSession.track(sql, ({ raw }) => call(raw as DuckDBConnection))
    }
    // A transaction of this flow must not wait behind what may be waiting for it.
    if (database.isParallel || this.#pooled?.inTransaction) return database.track(run())
    return database.queue.run(run)
  }

  holdsState(): boolean {
    return this.#pooled?.defaultSession.heldBy !== undefined
  }
}

/** A connection of its own: beside the pool, so that one kept for ever takes none away from it. */
export class OwnConnectionCore implements ConnectionCore {
  readonly #database: DatabaseCore
  readonly #queue = new TaskQueue()
  readonly #opening: Promise<Session>
  #session: Session | undefined
  #isClosed = false

  constructor(database: DatabaseCore) {
    this.#database = database
    this.#opening = database.schedule(this.#queue, async () => {
      this.#session = await (await database.database()).openSession()
      return this.#session
    })
    this.#opening.catch(() => undefined)
  }

  /** Rejects when the database is closed, or did not open. */
  async opened(): Promise<void> {
    await this.#opening.catch(() => {
      throw oldError('Invalid database object')
    })
  }

  call<T>(sql: string, call: DriverCall<T>): Promise<T> {
    return this.#database.schedule(this.#queue, async () => {
      const session = await this.#opening.catch(() => undefined)
      if (!session || this.#isClosed) throw oldError(neverConnected, 'Connection')
      return session.track(sql, ({ raw }) => call(raw as DuckDBConnection))
    })
  }

  holdsState(): boolean {
    const state = this.#session?.state
    return state !== undefined && (state.inTransaction || state.hasSessionState)
  }

  close(): Promise<void> {
    return this.#database.schedule(this.#queue, async () => {
      const session = await this.#opening.catch(() => undefined)
      if (!session || this.#isClosed) throw oldError('Connection was already closed')
      this.#isClosed = true
      session.closeIdle()
    })
  }
}
