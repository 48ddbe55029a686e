import { settle } from './callback-style.js'
import { asDefault, Connection } from './connection.js'
import { databaseCores } from './cores.js'
import { DatabaseCore } from './database-core.js'
import { unsupported } from './old-error.js'
import type { IpcResultStreamIterator } from './query-result.js'
import type { Statement } from './statement.js'
import type {
  Anything,
  Arguments,
  ArrowArray,
  ArrowIterable,
  Callback,
  DatabaseConfig,
  ReplacementScanCallback,
  RowData,
  ScriptTokens,
  TableData,
} from './types.js'
import { type UserFunction, UserFunctions } from './user-functions.js'

export const OPEN_READONLY = 1

type OpenCallback = (this: Database, error: Anything, ...rest: Anything[]) => void

export class Database {
  readonly #defaultConnection: Connection

  /** `options` are an access mode, settings, both in this order, or neither; then a callback. */
  constructor(
    path: string,
    ...options: [(number | DatabaseConfig | OpenCallback)?, (DatabaseConfig | OpenCallback)?, OpenCallback?]
  ) {
    if (typeof path !== 'string') throw new TypeError('Database location expected')
    const mode = options.find((option) => typeof option === 'number')
    const settings = options.find(
      (option): option is DatabaseConfig => typeof option === 'object' && option !== null,
    )
    const callback = options.find((option) => typeof option === 'function')
    const core = new DatabaseCore(path, {
      ...settings,
      ...(mode === OPEN_READONLY && { access_mode: 'READ_ONLY' }),
    })
    databaseCores.set(this, { core, functions: new UserFunctions() })
    this.#defaultConnection = new Connection(this, asDefault)
    settle(core.opening, this, callback as never)
  }

  connect(): Connection {
    return new Connection(this)
  }

  run(sql: string, ...args: Arguments<Callback<void>>): this {
    this.#defaultConnection.run(sql, ...args)
    return this
  }

  all(sql: string, ...args: Arguments<Callback<TableData>>): this {
    this.#defaultConnection.all(sql, ...args)
    return this
  }

  each(sql: string, ...args: Arguments<Callback<RowData>>): this {
    this.#defaultConnection.each(sql, ...args)
    return this
  }

  exec(sql: string, ...args: Arguments<Callback<void>>): this {
    this.#defaultConnection.exec(sql, ...args)
    return this
  }

  prepare(sql: string, ...args: Arguments<Callback<Statement>>): Statement {
    return this.#defaultConnection.prepare(sql, ...args)
  }

  stream(sql: string, ...args: Anything[]): AsyncGenerator<RowData> {
    return this.#defaultConnection.stream(sql, ...args)
  }

  arrowIPCAll(sql: string, ...args: Arguments<Callback<ArrowArray>>): this {
    this.#defaultConnection.arrowIPCAll(sql, ...args)
    return this
  }

  arrowIPCStream(sql: string, ...args: Anything[]): Promise<IpcResultStreamIterator> {
    return this.#defaultConnection.arrowIPCStream(sql, ...args)
  }

  register_udf(name: string, return_type: string, fun: UserFunction): this {
    this.#defaultConnection.register_udf(name, return_type, fun)
    return this
  }

  unregister_udf(name: string, callback?: Callback<Anything>): this {
    this.#defaultConnection.unregister_udf(name, callback)
    return this
  }

  /** Throws: the driver takes no pointers to Arrow buffers. */
  register_buffer(name: string, array: ArrowIterable, force: boolean, callback?: Callback<void>): never {
    return this.#defaultConnection.register_buffer(name, array, force, callback)
  }

  /** Throws: see `register_buffer`. */
  unregister_buffer(name: string, callback?: Callback<void>): never {
    return this.#defaultConnection.unregister_buffer(name, callback)
  }

  /** Rejects: the driver has no such hook. */
  async registerReplacementScan(_scan: ReplacementScanCallback): Promise<void> {
    throw unsupported(
      'registerReplacementScan',
      'Create a view of that name: create view name as from read_csv(…).',
    )
  }

  /** Throws: the driver does not give out DuckDB's tokens. */
  tokenize(_text: string): ScriptTokens {
    throw unsupported('tokenize', 'Use a SQL tokenizer of its own package.')
  }

  /** Calls back when everything that was asked for before is done. */
  wait(callback?: Callback<void>): this {
    const { core } = databaseCores.get(this)!
    settle(core.idle(), this, callback as never)
    return this
  }

  /** Nothing to switch: calls back at once. */
  serialize(callback?: Callback<void>): this {
    if (callback === undefined) return this
    if (typeof callback !== 'function') throw new TypeError('Callback expected')
    ;(callback as () => void).call(this)
    return this
  }

  /** Nothing to switch: calls back at once. */
  parallelize(callback?: Callback<void>): this {
    return this.serialize(callback)
  }

  /** Does nothing, as in the old package. */
  interrupt(): this {
    return this
  }

  /** Closes when everything that was asked for before is done. Connections of their own go on until they are closed. */
  close(callback?: Callback<Anything>): this {
    const { core } = databaseCores.get(this)!
    settle(core.close(), this, callback as never, () => [this])
    return this
  }

  /** The old package says that it takes this, and throws. */
  get(columnName: string, callback: Callback<RowData>): void
  get(columnName: string, num: number, callback: Callback<RowData>): void
  get(): never {
    throw "get() is not implemented because it's evil"
  }
}
