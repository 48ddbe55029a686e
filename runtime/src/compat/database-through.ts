import { type Connection, Database, type DatabaseStats, type ExecuteResult } from '../database.js'
import type { Parameters, Row } from '../driver/driver.js'
import { DatabaseError } from '../errors/database-error.js'
import { askClient, type StandIn } from './stand-in.js'

export interface DatabaseThroughOptions<Client> {
  /** The accessor, or what it hands out. It is asked at every statement. */
  readonly client: () => Client | Promise<Client>
  /** The client's own methods. */
  readonly methods?: StandIn<Client>
  /** Functions that are given the client, where it has no methods for statements of its own. */
  readonly helpers?: ClientHelpers<Client>
}

/** `query(client, sql, values)` and the like, as the code called them before. */
export interface ClientHelpers<Client> {
  readonly query: ClientHelper<Client>
  readonly maybeOne?: ClientHelper<Client>
  /** Resolves to the number of changed rows, or to nothing. */
  readonly execute?: ClientHelper<Client>
  /** How the functions take parameters; default one array. */
  readonly parameters?: 'array' | 'variadic'
}

export type ClientHelper<Client> = (client: Client, sql: string, ...parameters: never[]) => unknown

/**
 * A database for repositories whose statements go through the legacy client's own methods or helpers, because these do
 * more than send them: they convert rows, log, wait or wrap errors. Transactions, streams and connections stay the
 * client's: asking for them throws DatabaseError (`not-supported`).
 */
export function databaseThrough<Client>(options: DatabaseThroughOptions<Client>): Database {
  return new DatabaseThrough(options)
}

class DatabaseThrough<Client> extends Database {
  readonly #options: DatabaseThroughOptions<Client>

  constructor(options: DatabaseThroughOptions<Client>) {
    super()
    this.#options = options
  }

  override async query<R = Row>(sql: string, parameters?: Parameters): Promise<R[]> {
    return (await this.#ask('query', sql, parameters)) as R[]
  }

  /** Where the client has a method for it, what that gives: also null, if it gives null for no row. */
  override async maybeOne<R = Row>(sql: string, parameters?: Parameters): Promise<R | undefined> {
    if (!(this.#options.methods ?? this.#options.helpers)?.maybeOne)
      return (await this.query<R>(sql, parameters))[0]
    return (await this.#ask('maybeOne', sql, parameters)) as R | undefined
  }

  /** `rowsChanged` is 0 where the client's method does not tell. */
  override async execute(sql: string, parameters?: Parameters): Promise<ExecuteResult> {
    const result = await this.#ask('execute', sql, parameters)
    return { rowsChanged: typeof result === 'number' ? result : 0 }
  }

  override async script(sql: string): Promise<void> {
    await this.#ask('execute', sql)
  }

  override async *stream<R = Row>(sql: string, parameters?: Parameters): AsyncGenerator<R[]> {
    yield await this.query<R>(sql, parameters)
  }

  override transaction(): Promise<never> {
    return this.#refuse('begins no transactions: use transactionOn with the connection')
  }

  override connect(): Promise<Connection> {
    return this.#refuse('has no connections of its own: use what the accessor hands out')
  }

  override append(): Promise<never> {
    return this.#refuse('appends nothing: use INSERT')
  }

  override onCommit(): never {
    throw notSupported('does not see what is committed: invalidate caches where the code writes')
  }

  override stats(): DatabaseStats {
    throw notSupported('has no pool: ask the database that the client opened')
  }

  /** Does nothing: the legacy client opened the database and closes it. */
  override async drain(): Promise<void> {}

  /** Does nothing: the legacy client opened the database and closes it. */
  override async close(): Promise<void> {}

  protected override run(): Promise<never> {
    return this.#refuse('gives rows alone: use query')
  }

  protected override toRows(): Promise<never> {
    return this.#refuse('gives rows alone: use query')
  }

  /** Where the client is there, it is called at once: statements keep the order in which they were sent. */
  #ask(wanted: 'query' | 'maybeOne' | 'execute', sql: string, parameters?: Parameters): unknown {
    const given = this.#options.client()
    return isPromiseLike(given)
      ? given.then((client) => this.#askOf(client, wanted, sql, parameters))
      : this.#askOf(given, wanted, sql, parameters)
  }

  #askOf(
    client: Client,
    wanted: 'query' | 'maybeOne' | 'execute',
    sql: string,
    parameters?: Parameters,
  ): unknown {
    const { methods, helpers } = this.#options
    if (methods) return askClient(client, methods, methods[wanted] ?? methods.query, sql, parameters)
    const ask = (helpers?.[wanted] ?? helpers?.query) as (...values: unknown[]) => unknown
    const isVariadic = helpers?.parameters === 'variadic' && Array.isArray(parameters)
    const values = isVariadic ? parameters : parameters === undefined ? [] : [parameters]
    return ask(client, sql, ...values)
  }

  async #refuse(what: string): Promise<never> {
    throw notSupported(what)
  }
}

function isPromiseLike<T>(given: T | PromiseLike<T>): given is PromiseLike<T> {
  return typeof (given as PromiseLike<T> | undefined)?.then === 'function'
}

function notSupported(what: string): DatabaseError {
  return new DatabaseError(`A database that works through the legacy client ${what}.`, {
    code: 'not-supported',
  })
}
