import {
  type AppendOptions,
  type AppendRows,
  type Connection,
  Database,
  type DatabaseOptions,
  type DatabaseStats,
  type QueryOptions,
  type StatementResult,
  type TransactionOptions,
} from './database.js'
import type { Parameters, Row } from './driver/driver.js'
import { ClosedError } from './errors/database-error.js'
import { CommitListeners } from './events/commit-listeners.js'
import type { CommitListener } from './events/database-events.js'
import type { PooledDatabase } from './pooled-database.js'

/**
 * A database that opens at its first use, and again at the first use after it was closed: for a token, which must
 * give it at once. `path` may be a function, read at each opening. Statements throw what `Database.open` throws.
 */
export function lazyDatabase(path: string | (() => string), options: DatabaseOptions = {}): Database {
  return new LazyDatabase(path, options)
}

class LazyDatabase extends Database {
  readonly #path: string | (() => string)
  readonly #options: DatabaseOptions
  readonly #commitListeners = new CommitListeners((cause) => {
    if (!this.events.emit('hookFailed', { cause })) process.emitWarning(cause as Error)
  })
  #opening: Promise<PooledDatabase> | undefined
  #opened: PooledDatabase | undefined

  constructor(path: string | (() => string), options: DatabaseOptions) {
    super()
    this.#path = path
    this.#options = options
  }

  override async *stream<R = Row>(
    sql: string,
    parameters?: Parameters,
    options?: QueryOptions,
  ): AsyncGenerator<R[]> {
    yield* (await this.#open()).stream<R>(sql, parameters, options)
  }

  override async transaction<R>(work: () => Promise<R>, options?: TransactionOptions): Promise<R> {
    return (await this.#open()).transaction(work, options)
  }

  override async connect(options?: QueryOptions): Promise<Connection> {
    return (await this.#open()).connect(options)
  }

  override async append(
    table: string,
    rows: AppendRows,
    options?: AppendOptions,
  ): Promise<{ rowsAppended: number }> {
    return (await this.#open()).append(table, rows, options)
  }

  /** Also of what is opened after closing. */
  override onCommit(listener: CommitListener): () => void {
    return this.#commitListeners.add(listener)
  }

  override async drain(): Promise<void> {
    await (await this.#opening)?.drain()
  }

  override stats(): DatabaseStats {
    if (this.#opened) return this.#opened.stats()
    throw new ClosedError('The database is not open: it opens at its first query.', { code: 'closed' })
  }

  override async close(options?: { readonly deadlineMs?: number }): Promise<void> {
    const closing = this.#opening
    const opened = this.#opened
    this.#opening = undefined
    this.#opened = undefined
    // What is open closes in this very turn, so that the file is free for whoever comes next.
    if (opened) await opened.close(options)
    else await (await closing?.catch(() => undefined))?.close(options)
  }

  protected override async run(
    sql: string,
    parameters?: Parameters,
    options?: QueryOptions,
  ): Promise<StatementResult> {
    return (await this.#open()).statement(sql, parameters, options)
  }

  protected override async toRows(result: StatementResult): Promise<Row[]> {
    const { rows: format = 'js', mapRow } = this.#options
    const rows = await result.rows(format)
    return mapRow ? (rows.map((row) => mapRow(row as never)) as Row[]) : rows
  }

  #open(): Promise<PooledDatabase> {
    if (!this.#opening) {
      const opening = this.#start()
      this.#opening = opening
      // The next use tries again.
      opening.then(
        (database) => {
          if (this.#opening === opening) this.#opened = database
        },
        () => {
          if (this.#opening === opening) this.#opening = undefined
        },
      )
    }
    return this.#opening
  }

  async #start(): Promise<PooledDatabase> {
    const { openPooledDatabase } = await import('./pooled-database.js')
    const path = typeof this.#path === 'string' ? this.#path : this.#path()
    const database = await openPooledDatabase(path, this.#options)
    database.onCommit((writes) => this.#commitListeners.announce(writes))
    database.events.on('leak', (report) => this.events.emit('leak', report))
    database.events.on('unleaked', (report) => this.events.emit('unleaked', report))
    database.events.on('reopened', (detail) => this.events.emit('reopened', detail))
    database.events.on('retry', (detail) => this.events.emit('retry', detail))
    database.events.on('warning', (detail) => this.events.emit('warning', detail))
    database.events.on('hookFailed', ({ cause }) => {
      if (!this.events.emit('hookFailed', { cause })) process.emitWarning(cause as Error)
    })
    return database
  }
}
