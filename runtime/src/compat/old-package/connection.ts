import { settle, splitArguments } from './callback-style.js'
import { connectionCores, databaseCores } from './cores.js'
import type { Database } from './database.js'
import { type ConnectionCore, DefaultConnectionCore, OwnConnectionCore } from './database-core.js'
import { unsupported } from './old-error.js'
import { arrowQuery, IpcResultStreamIterator } from './query-result.js'
import { runOnce, Statement } from './statement.js'
import { runScript, runText } from './statement-runner.js'
import type { Anything, Arguments, ArrowArray, ArrowIterable, Callback, RowData, TableData } from './types.js'
import type { UserFunction } from './user-functions.js'

/** For `Database`: the connection that its own methods use. */
export const asDefault: unique symbol = Symbol('default connection')

const instead =
  'Write the table with db.append(table, rows), or read a Parquet file: select * from read_parquet(…).'

export class Connection {
  constructor(database: Database, callback?: Callback<Anything> | typeof asDefault) {
    const behind = databaseCores.get(database)
    if (!behind) throw new TypeError('Database object expected')
    const own = callback === asDefault ? undefined : new OwnConnectionCore(behind.core)
    const core: ConnectionCore = own ?? new DefaultConnectionCore(behind.core)
    connectionCores.set(this, { core, own, database: behind.core, functions: behind.functions })
    if (own) settle(own.opened(), this, callback as never)
  }

  run(sql: string, ...args: Arguments<Callback<void>>): Statement {
    return new Statement(this, sql, runOnce).run(...args)
  }

  all(sql: string, ...args: Arguments<Callback<TableData>>): Statement {
    return new Statement(this, sql, runOnce).all(...args)
  }

  each(sql: string, ...args: Arguments<Callback<RowData>>): Statement {
    return new Statement(this, sql, runOnce).each(...args)
  }

  /** Several statements, without results. With parameters they are the last one's. */
  exec(sql: string, ...args: Arguments<Callback<void>>): this {
    if (typeof sql !== 'string') throw new TypeError('SQL query expected')
    const { values, callback } = splitArguments(args)
    const { core } = connectionCores.get(this)!
    const done = core.call(sql, async (connection) => {
      if (values.length > 0) await runText(connection, sql, values)
      else await runScript(connection, sql)
    })
    settle(done, this, callback)
    return this
  }

  prepare(sql: string, ...args: Arguments<Callback<Statement>>): Statement {
    return new Statement(this, sql, splitArguments(args).callback as Callback<Statement> | undefined)
  }

  async *stream(sql: string, ...args: Anything[]): AsyncGenerator<RowData> {
    yield* await new Statement(this, sql, runOnce).stream(...args)
  }

  arrowIPCAll(sql: string, ...args: Arguments<Callback<ArrowArray>>): Statement {
    return new Statement(this, arrowQuery(sql), runOnce).arrowIPCAll(...args)
  }

  async arrowIPCStream(sql: string, ...args: Anything[]): Promise<IpcResultStreamIterator> {
    return new IpcResultStreamIterator(await new Statement(this, arrowQuery(sql), runOnce).stream(...args))
  }

  register_udf(name: string, return_type: string, fun: UserFunction): this {
    const { core, functions } = connectionCores.get(this)!
    functions.register(core, name, return_type, fun)
    return this
  }

  unregister_udf(name: string, callback?: Callback<Anything>): this {
    const { core, functions } = connectionCores.get(this)!
    settle(functions.unregister(core, name), this, callback as never)
    return this
  }

  /** Throws: the driver hands functions rows, not Arrow-like buffers. */
  register_udf_bulk(_name: string, _return_type: string, _fun: UserFunction): never {
    throw unsupported(
      'register_udf_bulk',
      'Register a function of one row with register_udf(name, type, fun).',
    )
  }

  /** Throws: see `register_udf_bulk`. */
  register_bulk(_name: string, _return_type: string, _fun: UserFunction): never {
    throw unsupported('register_bulk', 'Register a function of one row with register_udf(name, type, fun).')
  }

  /** Throws: the driver takes no pointers to Arrow buffers. */
  register_buffer(_name: string, _array: ArrowIterable, _force: boolean, _callback?: Callback<void>): never {
    throw unsupported('register_buffer', instead)
  }

  /** Throws: see `register_buffer`. */
  unregister_buffer(_name: string, _callback?: Callback<void>): never {
    throw unsupported('unregister_buffer', instead)
  }

  close(callback?: Callback<Anything>): this {
    const { own } = connectionCores.get(this)!
    settle(own?.close() ?? Promise.resolve(), this, callback as never, () => [this])
    return this
  }
}
