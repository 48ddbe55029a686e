import { type Connection, Database, type DatabaseStats, type ExecuteResult } from '../database.js'
import type { Parameters, Row } from '../driver/driver.js'
import { DatabaseError } from '../errors/database-error.js'
import { askClient, type StandIn } from './stand-in.js'

export interface DatabaseThroughOptions<Client> {
  /** The accessor, or what it hands out. It is asked at every statement. */
  readonly client: () => Client | Promise<Client>
  readonly methods: StandIn<Client>
}

/**
 * A database for repositories whose statements go through the legacy client's own methods, because these do more than
 * send them: they convert rows, log, wait or wrap errors. Transactions, streams and connections stay the client's:
 * asking for them throws DatabaseError (`not-supported`).
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

  override async maybeOne<R = Row>(sql: string, parameters?: Parameters): Promise<R | undefined> {
    if (!this.#options.methods.maybeOne) return (await this.query<R>(sql, parameters))[0]
    return ((await this.#ask('maybeOne', sql, parameters)) ?? undefined) as R | undefined
  }

  /** `rowsChanged` is 0 where the client's method does not tell. */
  override async execute(sql: string, parameters?: Parameters): Promise<ExecuteResult> {
    const result = await this.#ask('execute', sql, parameters)
    return { rowsChanged: typeof result === 'number' ? result : 0 }
  }

  override async script(sql: string): Promise<void> {
    await this.#ask('script', sql)
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

  async #ask(
    wanted: 'query' | 'maybeOne' | 'execute' | 'script',
    sql: string,
    parameters?: Parameters,
  ): Promise<unknown> {
    const { client, methods } = this.#options
    return askClient(await client(), methods, methods[wanted] ?? methods.query, sql, parameters)
  }

  async #refuse(what: string): Promise<never> {
    throw notSupported(what)
  }
}

function notSupported(what: string): DatabaseError {
  return new DatabaseError(`A database that works through the legacy client ${what}.`, {
    code: 'not-supported',
  })
}
