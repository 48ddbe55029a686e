import {
  type AppendOptions,
  type AppendRows,
  type Connection,
  Database,
  type DatabaseStats,
  type ExecuteResult,
  type QueryOptions,
  type StatementResult,
  type TransactionOptions,
} from '../database.js'
import type { Parameters, Row, RowFormat } from '../driver/driver.js'
import { ClosedError, DatabaseError } from '../errors/database-error.js'
import { CommitListeners } from '../events/commit-listeners.js'
import type { CommitListener } from '../events/database-events.js'
import type { PooledDatabase } from '../pooled-database.js'
import type { AskedSessions } from './asked-sessions.js'
import { askedByOthers, currentDatabase, currentDatabases } from './current-database.js'
import { hasReplaced, withOwnMethods } from './replaced-methods.js'
import { askClient, type StandIn } from './stand-in.js'

/** Real clients, each with the databases that were open before it was made. */
const genuine = new WeakMap<object, WeakSet<PooledDatabase>>()
const asking = new WeakMap<object, Promise<unknown>>()
const sessions = new WeakMap<object, AskedSessions>()

/** Marks a connection that is a session of its own, made for whoever asked. Returns it unchanged. */
export function ownSession<Connection extends object>(
  connection: Connection,
  asked: AskedSessions,
): Connection {
  sessions.set(connection, asked)
  return connection
}

const databases = new WeakMap<object, () => PooledDatabase | undefined>()

/** Says which database is behind a client, as long as that is open. Returns the client unchanged. */
export function openedIn<Client extends object>(
  client: Client,
  database: () => PooledDatabase | undefined,
): Client {
  databases.set(client, database)
  return client
}

const owners = new WeakMap<PooledDatabase, object>()

/** Says that a client has opened a database for itself: it is nobody else's of its class. */
export function openedBy(
  owner: object,
  database: PooledDatabase,
  current: () => PooledDatabase | undefined,
): void {
  openedIn(owner, current)
  owners.set(database, owner)
}

function isOfAnother(client: object, database: PooledDatabase | undefined): boolean {
  const owner = database && owners.get(database)
  return owner !== undefined && owner !== client && owner.constructor === client.constructor
}

/** Marks what an accessor made as the real client, so that a test's stand-in can be told from it. Returns it unchanged. */
export function legacyClient<Client>(client: Client): Client {
  if (client instanceof Promise) void client.then(legacyClient, () => undefined)
  else if (typeof client === 'object' && client !== null && !genuine.has(client))
    genuine.set(withOwnMethods(client), new WeakSet(currentDatabases()))
  return client
}

export interface ClientDatabaseOptions<Client> {
  /** The accessor. */
  readonly client: () => Client | Promise<Client>
  /** Makes a client that connects late do so. */
  readonly open?: (client: Client) => Promise<unknown>
  /** How the client converts values, so that repositories return the same. */
  readonly rows?: RowFormat
  readonly mapRow?: (row: never) => unknown
  /** As given to `openInstance`. */
  readonly name?: string
  /**
   * `driver` when the accessor hands out the driver's own connection or instance; `helper` when it is itself the
   * function `(sql, parameters)` that gives the rows.
   */
  readonly standIn: StandIn<Client> | 'driver' | 'helper'
}

/**
 * The database behind a legacy client: opened, closed and reopened with it. Where the accessor hands out
 * something else, as in a test that mocks it, statements go to that.
 */
export function clientDatabase<Client>(options: ClientDatabaseOptions<Client>): Database {
  return new ClientDatabase(options)
}

interface Target<Client> {
  readonly database?: PooledDatabase
  /** What is asked instead: a test's, or the client itself where one of its methods was replaced. */
  readonly standIn?: Client
}

class ClientDatabase<Client> extends Database {
  readonly #options: ClientDatabaseOptions<Client>
  readonly #followed = new WeakSet<PooledDatabase>()
  readonly #before = new WeakSet(currentDatabases())
  readonly #commitListeners = new CommitListeners((cause) => {
    if (!this.events.emit('hookFailed', { cause })) process.emitWarning(cause as Error)
  })

  constructor(options: ClientDatabaseOptions<Client>) {
    super()
    this.#options = options
  }

  override async query<R = Row>(sql: string, parameters?: Parameters, options?: QueryOptions): Promise<R[]> {
    const { database, client } = await this.#asked()
    if (database) return (await this.toRows(await database.legacyStatement(sql, parameters, options))) as R[]
    const { standIn } = this.#options
    if (standIn === 'driver') return (await this.#readFromDriver(client, sql, parameters)) as R[]
    if (standIn === 'helper') return (await this.#askHelper(client, sql, parameters)) as R[]
    return (await askClient(client, standIn, standIn.query, sql, parameters)) as R[]
  }

  override async maybeOne<R = Row>(
    sql: string,
    parameters?: Parameters,
    options?: QueryOptions,
  ): Promise<R | undefined> {
    const { database, client } = await this.#asked()
    const { standIn } = this.#options
    if (database || typeof standIn === 'string' || !standIn.maybeOne)
      return (await this.query<R>(sql, parameters, options))[0]
    return ((await askClient(client, standIn, standIn.maybeOne, sql, parameters)) ?? undefined) as
      | R
      | undefined
  }

  override async execute(
    sql: string,
    parameters?: Parameters,
    options?: QueryOptions,
  ): Promise<ExecuteResult> {
    const { database, client } = await this.#asked()
    if (database) {
      const { rowsChanged } = await database.legacyStatement(sql, parameters, options)
      return { rowsChanged }
    }
    const { standIn } = this.#options
    if (standIn === 'driver') return this.#runOnDriver(client, sql, parameters)
    if (standIn === 'helper') {
      await this.#askHelper(client, sql, parameters)
      return { rowsChanged: 0 }
    }
    const result = await askClient(client, standIn, standIn.execute ?? standIn.query, sql, parameters)
    return { rowsChanged: result as number }
  }

  override async script(sql: string, options?: QueryOptions): Promise<void> {
    const { database, client } = await this.#asked()
    if (database) await database.legacyStatement(sql, undefined, options)
    else if (this.#options.standIn === 'driver') await this.#runOnDriver(client, sql)
    else if (this.#options.standIn === 'helper') await this.#askHelper(client, sql)
    else {
      const { standIn } = this.#options
      await askClient(client, standIn, standIn.script ?? standIn.query, sql)
    }
  }

  override async *stream<R = Row>(
    sql: string,
    parameters?: Parameters,
    options?: QueryOptions,
  ): AsyncGenerator<R[]> {
    const { database } = await this.#asked()
    if (!database) yield await this.query<R>(sql, parameters, options)
    else for await (const rows of database.stream(sql, parameters, options)) yield this.#map(rows) as R[]
  }

  override async transaction<R>(work: () => Promise<R>, options?: TransactionOptions): Promise<R> {
    const { database } = await this.#target()
    return database ? database.transaction(work, options) : work()
  }

  override async connect(options?: QueryOptions): Promise<Connection> {
    const reader = { toRows: (result: StatementResult) => this.toRows(result) }
    return (await this.#real()).connectReading(reader, options)
  }

  override async append(
    table: string,
    rows: AppendRows,
    options?: AppendOptions,
  ): Promise<{ rowsAppended: number }> {
    return (await this.#real()).append(table, rows, options)
  }

  /** Follows the legacy client through closing and reopening. */
  override onCommit(listener: CommitListener): () => void {
    return this.#commitListeners.add(listener)
  }

  /** Does nothing: the legacy client opened the database and closes it. */
  override async drain(): Promise<void> {}

  override stats(): DatabaseStats {
    const database = currentDatabase(this.#options.name ?? 'default')
    if (!database) {
      throw new ClosedError('The database is not open yet: the legacy client opens it at its first query.', {
        code: 'closed',
      })
    }
    return database.stats()
  }

  /** Does nothing: the legacy client opened the database and closes it. */
  override async close(): Promise<void> {}

  protected override async run(
    sql: string,
    parameters?: Parameters,
    options?: QueryOptions,
  ): Promise<StatementResult> {
    return (await this.#real()).statement(sql, parameters, options)
  }

  protected override async toRows(result: StatementResult): Promise<Row[]> {
    return this.#map(await result.rows(this.#options.rows ?? 'js'))
  }

  #map(rows: Row[]): Row[] {
    const { mapRow } = this.#options
    return mapRow ? (rows.map((row) => mapRow(row as never)) as Row[]) : rows
  }

  async #askHelper(helper: Client, sql: string, parameters?: Parameters): Promise<unknown> {
    const ask = helper as (...values: unknown[]) => unknown
    return parameters === undefined ? ask(sql) : ask(sql, parameters)
  }

  async #readFromDriver(client: Client, sql: string, parameters?: Parameters): Promise<unknown[]> {
    const connection = await connectionOf(client)
    const method = connection.runAndReadAll ? 'runAndReadAll' : 'run'
    const reader = await connection[method]!(sql, ...(parameters === undefined ? [] : [parameters]))
    const reading = { js: 'getRowObjectsJS', json: 'getRowObjectsJson', exact: 'getRowObjects' } as const
    return (await reader?.[reading[this.#options.rows ?? 'js']]?.()) ?? []
  }

  async #runOnDriver(client: Client, sql: string, parameters?: Parameters): Promise<ExecuteResult> {
    const connection = await connectionOf(client)
    const method = connection.run ? 'run' : 'runAndReadAll'
    const result = await connection[method]!(sql, ...(parameters === undefined ? [] : [parameters]))
    return { rowsChanged: result?.rowsChanged ?? 0 }
  }

  async #real(): Promise<PooledDatabase> {
    const { database } = await this.#target()
    if (database) return database
    throw new DatabaseError('The accessor hands out a stand-in, which has no connections.', {
      code: 'unknown',
    })
  }

  /** The database, or else what a statement is asked of. */
  async #asked(): Promise<
    | { readonly database: PooledDatabase; readonly client?: undefined }
    | { readonly database?: undefined; readonly client: Client }
  > {
    const { database, standIn } = await this.#target()
    return database && standIn === undefined ? { database } : { client: standIn as Client }
  }

  async #target(): Promise<Target<Client>> {
    const target = await this.#resolve()
    const { database } = target
    if (database && !this.#followed.has(database)) {
      this.#followed.add(database)
      askedByOthers(database)
      database.onCommit((writes) => this.#commitListeners.announce(writes))
    }
    return target
  }

  /** Methods of the client that statements would have been asked by, had they stayed with it. */
  #methods(): readonly PropertyKey[] {
    const { standIn } = this.#options
    if (standIn === 'driver') return ['run', 'runAndReadAll', 'connect']
    return standIn === 'helper'
      ? []
      : [standIn.query, standIn.maybeOne, standIn.execute, standIn.script].filter(
          (method) => method !== undefined,
        )
  }

  async #resolve(): Promise<Target<Client>> {
    const { client: accessor, open, name = 'default', standIn } = this.#options
    const client = await accessor()
    // A function carries no mark: what opens no database when it is asked is a test's.
    if (standIn === 'helper') {
      const found = currentDatabase(name)
      if (!found) await open?.(client)
      else if (open && this.#before.has(found)) await onceFor(this, () => open(client))
      const behind = currentDatabase(name)
      return behind ? { database: behind } : { standIn: client }
    }
    if (typeof client !== 'object' || client === null || !genuine.has(client)) return { standIn: client }
    sessions.get(client)?.note(client)
    // Of several databases with one name, the client tells which.
    const behind = () => databases.get(client as object)?.() ?? currentDatabase(name)
    const replaced = this.#methods().some((method) => hasReplaced(client, method)) && { standIn: client }
    const found = behind()
    // One that is older may be another's: of the same module before it was loaded anew, or of a client that has closed.
    const isOlder = found !== undefined && !databases.has(client) && genuine.get(client)!.has(found)
    if (isOlder && open && !replaced) await onceFor(client, () => open(client))
    const database = isOlder ? behind() : found
    if (database && !isOfAnother(client, database)) return { database, ...replaced }
    if (replaced) return replaced
    await open?.(client)
    const opened = behind()
    if (opened) return { database: opened }
    throw new ClosedError('The legacy client did not open its database. Does its module call openInstance?', {
      code: 'closed',
    })
  }
}

function onceFor(client: object, ask: () => Promise<unknown>): Promise<unknown> {
  const known = asking.get(client)
  if (known) return known
  const asked = ask()
  asking.set(client, asked)
  asked.catch(() => asking.delete(client))
  return asked
}

/** What has the driver's own methods: a connection, or an instance that gives one. */
interface DriverLike {
  readonly connect?: () => Promise<DriverLike>
  readonly run?: (...values: unknown[]) => Promise<DriverAnswer | undefined>
  readonly runAndReadAll?: (...values: unknown[]) => Promise<DriverAnswer | undefined>
}

interface DriverAnswer {
  readonly rowsChanged?: number
  readonly getRowObjects?: () => unknown[] | Promise<unknown[]>
  readonly getRowObjectsJS?: () => unknown[] | Promise<unknown[]>
  readonly getRowObjectsJson?: () => unknown[] | Promise<unknown[]>
}

async function connectionOf(client: unknown): Promise<DriverLike> {
  const given = client as DriverLike
  return given.connect && !given.run && !given.runAndReadAll ? given.connect() : given
}
