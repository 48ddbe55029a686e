import type { Database as PooledDatabase } from '../database.js'
import * as duckdb from './duckdb.js'
import { promised } from './old-package/promised.js'
import type {
  AccessMode,
  Anything,
  ArrowArray,
  ArrowIterable,
  Callback,
  ColumnInfo,
  DatabaseConfig,
  ReplacementScanCallback,
  RowData,
  TableData,
} from './old-package/types.js'
import type { UserFunction } from './old-package/user-functions.js'

export {
  type DuckDbError,
  OPEN_CREATE,
  OPEN_FULLMUTEX,
  OPEN_PRIVATECACHE,
  OPEN_READONLY,
  OPEN_READWRITE,
  OPEN_SHAREDCACHE,
  QueryResult,
  type RowData,
  type TableData,
} from './duckdb.js'

/** What there is after closing: an error that names the call. */
function opened<T>(inner: T | null, call: string, kind: 'connection' | 'database'): T {
  if (inner === null) throw new Error(`${call}: uninitialized ${kind}`)
  return inner
}

type EachArguments = [...Anything, Callback<RowData>] | []

export class Statement {
  readonly #inner: duckdb.Statement | undefined

  private constructor(inner: duckdb.Statement | undefined) {
    this.#inner = inner
  }

  /** For `Database` and `Connection`. */
  static create_internal(inner: duckdb.Statement | undefined): Statement {
    return new Statement(inner)
  }

  async all(...args: Anything[]): Promise<TableData> {
    return promised((done) => this.#statement.all(...args, done))
  }

  async arrowIPCAll(...args: Anything[]): Promise<ArrowArray> {
    return promised((done) => this.#statement.arrowIPCAll(...args, done))
  }

  each(...args: EachArguments): void {
    this.#statement.each(...args)
  }

  runSync(...args: Anything[]): Statement {
    this.#statement.run(...args)
    return this
  }

  async run(...args: Anything[]): Promise<Statement> {
    await promised((done) => this.#statement.run(...args, done))
    return this
  }

  async finalize(): Promise<void> {
    return promised((done) => this.#statement.finalize(done))
  }

  columns(): ColumnInfo[] {
    return this.#statement.columns() as ColumnInfo[]
  }

  get #statement(): duckdb.Statement {
    return this.#inner!
  }
}

export class Connection {
  #inner: duckdb.Connection | null = null

  private constructor() {}

  static async create(db: Database): Promise<Connection> {
    const connection = new Connection()
    await promised((done) => {
      connection.#inner = new duckdb.Connection(db.get_ddb_internal(), done)
    })
    return connection
  }

  async all(sql: string, ...args: Anything[]): Promise<TableData> {
    return promised((done) => this.#open('all').all(sql, ...args, done))
  }

  async arrowIPCAll(sql: string, ...args: Anything[]): Promise<ArrowArray> {
    return promised((done) => this.#open('arrowIPCAll').arrowIPCAll(sql, ...args, done))
  }

  each(sql: string, ...args: EachArguments): void {
    this.#open('each').each(sql, ...args)
  }

  async exec(sql: string, ...args: Anything[]): Promise<void> {
    return promised((done) => this.#open('exec').exec(sql, ...args, done))
  }

  prepareSync(sql: string, ...args: Anything[]): Statement {
    return Statement.create_internal(this.#open('prepareSync').prepare(sql, ...args))
  }

  async prepare(sql: string, ...args: Anything[]): Promise<Statement> {
    const inner = this.#open('prepare')
    return Statement.create_internal(await promised((done) => inner.prepare(sql, ...args, done)))
  }

  runSync(sql: string, ...args: Anything[]): Statement {
    return Statement.create_internal(this.#open('runSync').run(sql, ...args))
  }

  async run(sql: string, ...args: Anything[]): Promise<Statement> {
    const inner = this.#open('runSync')
    let statement: duckdb.Statement | undefined
    await promised((done) => {
      statement = inner.run(sql, ...args, done)
    })
    return Statement.create_internal(statement)
  }

  register_udf(name: string, return_type: string, fun: UserFunction): void {
    this.#open('register_udf').register_udf(name, return_type, fun)
  }

  async unregister_udf(name: string): Promise<void> {
    return promised((done) => this.#open('unregister_udf').unregister_udf(name, done))
  }

  /** Throws: functions over whole vectors have no counterpart. */
  register_bulk(name: string, return_type: string, fun: UserFunction): void {
    this.#open('register_bulk').register_bulk(name, return_type, fun)
  }

  stream(sql: Anything, ...args: Anything[]): AsyncGenerator<RowData> {
    return this.#open('stream').stream(sql, ...args)
  }

  arrowIPCStream(sql: Anything, ...args: Anything[]): Promise<duckdb.IpcResultStreamIterator> {
    return this.#open('arrowIPCStream').arrowIPCStream(sql, ...args)
  }

  /** Rejects: the driver takes no pointers to Arrow buffers. */
  async register_buffer(name: string, array: ArrowIterable, force: boolean): Promise<void> {
    this.#open('register_buffer').register_buffer(name, array, force)
  }

  /** Rejects: see `register_buffer`. */
  async unregister_buffer(name: string): Promise<void> {
    this.#open('unregister_buffer').unregister_buffer(name)
  }

  async close(): Promise<void> {
    const inner = this.#open('close')
    await promised((done) => inner.close(done))
    this.#inner = null
  }

  #open(call: string): duckdb.Connection {
    return opened(this.#inner, `Connection.${call}`, 'connection')
  }
}

export class Database {
  #inner: duckdb.Database | null = null

  private constructor() {}

  static async create(path: string, accessMode: AccessMode = duckdb.OPEN_READWRITE): Promise<Database> {
    const database = new Database()
    const settings: DatabaseConfig =
      typeof accessMode === 'number'
        ? { access_mode: accessMode === duckdb.OPEN_READONLY ? 'read_only' : 'read_write' }
        : accessMode
    await promised((done) => {
      database.#inner = new duckdb.Database(path, settings, done as never)
    })
    return database
  }

  async close(): Promise<void> {
    const inner = this.#open('close')
    await promised((done) => inner.close(done))
    this.#inner = null
  }

  get_ddb_internal(): duckdb.Database {
    return this.#open('get_ddb_internal')
  }

  connect(): Promise<Connection> {
    return Connection.create(this)
  }

  async all(sql: string, ...args: Anything[]): Promise<TableData> {
    return promised((done) => this.#open('all').all(sql, ...args, done))
  }

  async arrowIPCAll(sql: string, ...args: Anything[]): Promise<ArrowArray> {
    const inner = opened(this.#inner, 'Database.arrowIPCAll', 'connection')
    return promised((done) => inner.arrowIPCAll(sql, ...args, done))
  }

  each(sql: string, ...args: EachArguments): void {
    this.#open('each').each(sql, ...args)
  }

  async exec(sql: string, ...args: Anything[]): Promise<void> {
    return promised((done) => this.#open('exec').exec(sql, ...args, done))
  }

  prepareSync(sql: string, ...args: Anything[]): Statement {
    return Statement.create_internal(this.#open('prepareSync').prepare(sql, ...args))
  }

  async prepare(sql: string, ...args: Anything[]): Promise<Statement> {
    const inner = this.#open('prepare')
    return Statement.create_internal(await promised((done) => inner.prepare(sql, ...args, done)))
  }

  /** The statement that comes back was run; it cannot be run again. */
  runSync(sql: string, ...args: Anything[]): Statement {
    return Statement.create_internal(this.#open('runSync').run(sql, ...args) as never)
  }

  async run(sql: string, ...args: Anything[]): Promise<Statement> {
    const inner = this.#open('runSync')
    await promised((done) => inner.run(sql, ...args, done))
    return Statement.create_internal(undefined)
  }

  register_udf(name: string, return_type: string, fun: UserFunction): void {
    this.#open('register').register_udf(name, return_type, fun)
  }

  async unregister_udf(name: string): Promise<void> {
    return promised((done) => this.#open('unregister').unregister_udf(name, done))
  }

  stream(sql: Anything, ...args: Anything[]): AsyncGenerator<RowData> {
    return this.#open('stream').stream(sql, ...args)
  }

  arrowIPCStream(sql: Anything, ...args: Anything[]): Promise<duckdb.IpcResultStreamIterator> {
    return this.#open('arrowIPCStream').arrowIPCStream(sql, ...args)
  }

  serialize(): Promise<void> {
    const inner = this.#open('serialize')
    return promised((done) => inner.serialize(done))
  }

  parallelize(): Promise<void> {
    const inner = this.#open('parallelize')
    return promised((done) => inner.parallelize(done))
  }

  wait(): Promise<void> {
    const inner = this.#open('wait')
    return promised((done) => inner.wait(done))
  }

  /** Does nothing, as in the old package. */
  interrupt(): void {
    this.#open('interrupt').interrupt()
  }

  /** Rejects: the driver takes no pointers to Arrow buffers. */
  async register_buffer(name: string, array: ArrowIterable, force: boolean): Promise<void> {
    this.#open('register_buffer').register_buffer(name, array, force)
  }

  /** Rejects: see `register_buffer`. */
  async unregister_buffer(name: string): Promise<void> {
    this.#open('unregister_buffer').unregister_buffer(name)
  }

  /** Rejects: the driver has no such hook. */
  async registerReplacementScan(scan: ReplacementScanCallback): Promise<void> {
    return this.#open('registerReplacementScan').registerReplacementScan(scan)
  }

  #open(call: string): duckdb.Database {
    return opened(this.#inner, `Database.${call}`, 'database')
  }
}

/** The pool behind a database of this module, for repositories and transactions beside the old calls. */
export function databaseOf(database: Database): Promise<PooledDatabase> {
  return duckdb.databaseOf(database.get_ddb_internal())
}

/** What `import duckdb from 'duckdb-async'` gives. */
export * as default from './duckdb-async.js'
