import type { DuckDBConnection, DuckDBMaterializedResult, DuckDBResult } from '@duckdb/node-api'
import { type BindableStatement, bindable, bindParameters } from '../binding/bind-parameters.js'
import { classifyError } from '../errors/classify-error.js'
import { isInTransaction } from '../session/transaction-probe.js'
import type {
  AppendSource,
  AppendTarget,
  Columns,
  Driver,
  DriverConnection,
  DriverResult,
  Parameters,
  Row,
  RowFormat,
  StatementShape,
} from './driver.js'
import { holdInstance } from './held-instance.js'
import { batchesOf, columnsOf, rowsOf } from './neo-rows.js'

type Api = typeof import('@duckdb/node-api')

/** The part of `DatabaseOptions` that concerns the driver. */
export interface NeoDriverOptions {
  /** DuckDB's own settings, passed as they are: `access_mode`, `threads`, `memory_limit`, … */
  readonly config?: Readonly<Record<string, string>> | undefined
  readonly readOnly?: boolean | undefined
  readonly threads?: number | undefined
  readonly memoryLimit?: string | undefined
  readonly extensions?: readonly string[] | undefined
  readonly attach?:
    | readonly { readonly path: string; readonly as: string; readonly readOnly?: boolean }[]
    | undefined
  /** Prepared statements kept per connection. */
  readonly statementCacheSize?: number | undefined
  readonly parametersInErrors?: boolean | undefined
}

/** `@duckdb/node-api`. The native module is loaded here, at first use, not when the runtime is imported. */
export async function openNeoDriver(path: string, options: NeoDriverOptions = {}): Promise<Driver> {
  const api = await import('@duckdb/node-api')
  const instance = await holdInstance(api, path, configOf(options)).catch((error: unknown) => {
    throw classifyError(error)
  })
  const driver: Driver = {
    async connect() {
      try {
        return new NeoConnection(api, await instance.connect(), options)
      } catch (error) {
        throw classifyError(error)
      }
    },
    close() {
      instance.close()
    },
  }
  try {
    await prepareInstance(driver, options)
    return driver
  } catch (error) {
    driver.close()
    throw error
  }
}

/** DuckDB's settings among the options. */
export function configOf({ config, readOnly, threads, memoryLimit }: NeoDriverOptions) {
  const settings = {
    ...config,
    ...(readOnly && { access_mode: 'READ_ONLY' }),
    ...(threads !== undefined && { threads: String(threads) }),
    ...(memoryLimit !== undefined && { memory_limit: memoryLimit }),
  }
  return Object.keys(settings).length > 0 ? settings : undefined
}

/** Extensions and attached files belong to the whole database: once is enough. */
export async function prepareInstance(driver: Driver, { extensions = [], attach = [] }: NeoDriverOptions) {
  if (extensions.length + attach.length === 0) return
  const connection = await driver.connect()
  try {
    for (const name of extensions) await connection.run(`LOAD ${quoteName(name)}`)
    for (const { path, as, readOnly } of attach) {
      const text = `'${path.replaceAll("'", "''")}'`
      await connection.run(
        `ATTACH IF NOT EXISTS ${text} AS ${quoteName(as)}${readOnly ? ' (READ_ONLY)' : ''}`,
      )
    }
  } finally {
    connection.close()
  }
}

function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

export class NeoConnection implements DriverConnection {
  readonly raw: DuckDBConnection
  readonly #api: Api
  readonly #cacheSize: number
  readonly #parametersInErrors: boolean
  readonly #statements = new Map<string, BindableStatement>()

  constructor(api: Api, raw: DuckDBConnection, options: NeoDriverOptions) {
    this.#api = api
    this.raw = raw
    this.#cacheSize = options.statementCacheSize ?? 100
    this.#parametersInErrors = options.parametersInErrors === true
  }

  async run(sql: string, parameters?: Parameters): Promise<DriverResult> {
    try {
      if (parameters === undefined || isEmpty(parameters))
        return new NeoResult(this.#api, await this.raw.run(sql))
      const prepared = await this.#prepared(sql)
      try {
        bindParameters(this.#api, prepared, parameters)
        return new NeoResult(this.#api, await prepared.statement.run())
      } finally {
        if (this.#cacheSize === 0) prepared.statement.destroySync()
      }
    } catch (error) {
      throw classifyError(error, sql, this.#parametersInErrors ? parameters : undefined)
    }
  }

  async describe(sql: string): Promise<StatementShape> {
    try {
      const { statement, types } = bindable(this.#api, await this.raw.prepare(sql))
      const columns = Array.from({ length: statement.columnCount }, (_, index) => ({
        name: statement.columnName(index),
        type: String(statement.columnType(index)),
      }))
      statement.destroySync()
      return { parameterTypes: types.map((type) => type && String(type)), columns }
    } catch (error) {
      throw classifyError(error, sql)
    }
  }

  async append(target: AppendTarget, rows: AppendSource): Promise<number> {
    const { appendRows, canDiscard } = await import('./neo-append.js')
    // Without it only a rollback takes back what was appended before an error.
    const isGuarded = !canDiscard(this.#api) && !(await isInTransaction(this))
    try {
      if (isGuarded) await this.raw.run('BEGIN')
      const count = await appendRows(this.#api, this.raw, target, rows)
      if (isGuarded) await this.raw.run('COMMIT')
      return count
    } catch (error) {
      if (isGuarded) await this.raw.run('ROLLBACK').catch(() => undefined)
      throw classifyError(error)
    }
  }

  async *stream(sql: string, parameters: Parameters | undefined, format: RowFormat): AsyncIterable<Row[]> {
    let prepared: BindableStatement | undefined
    let result: DuckDBResult | undefined
    let ended = false
    try {
      try {
        prepared = bindable(this.#api, await this.raw.prepare(sql))
        if (parameters !== undefined && !isEmpty(parameters)) bindParameters(this.#api, prepared, parameters)
        result = await prepared.statement.stream()
      } catch (error) {
        throw classifyError(error, sql)
      }
      yield* batchesOf(this.#api, result, format)
      ended = true
    } finally {
      // What is left to the garbage collector keeps the database open for as long, and opening it again waits for that.
      if (result && !ended) await this.#endStream(result)
      prepared?.statement.destroySync()
    }
  }

  /** DuckDB lets go of a stream only when a fetch finds its end, which an interrupt brings about. */
  async #endStream(result: DuckDBResult): Promise<void> {
    let rows: number | undefined
    do {
      this.raw.interrupt()
      rows = (await result.fetchChunk().catch(() => null))?.rowCount
    } while (rows)
  }

  interrupt(): void {
    this.raw.interrupt()
  }

  close(): void {
    for (const { statement } of this.#statements.values()) statement.destroySync()
    this.#statements.clear()
    this.raw.disconnectSync()
  }

  async #prepared(sql: string): Promise<BindableStatement> {
    const known = this.#statements.get(sql)
    if (known) {
      this.#statements.delete(sql)
      this.#statements.set(sql, known)
      return known
    }
    const prepared = bindable(this.#api, await this.raw.prepare(sql))
    if (this.#cacheSize > 0) {
      this.#statements.set(sql, prepared)
      if (this.#statements.size > this.#cacheSize) {
        const [oldest, evicted] = this.#statements.entries().next().value!
        this.#statements.delete(oldest)
        evicted.statement.destroySync()
      }
    }
    return prepared
  }
}

class NeoResult implements DriverResult {
  readonly #api: Api
  readonly #result: DuckDBMaterializedResult

  constructor(api: Api, result: DuckDBMaterializedResult) {
    this.#api = api
    this.#result = result
  }

  get rowCount(): number {
    return this.#result.rowCount
  }

  get rowsChanged(): number {
    return this.#result.rowsChanged
  }

  rows(format: RowFormat): Promise<Row[]> {
    return rowsOf(this.#api, this.#result, format)
  }

  columns(format: RowFormat): Promise<Columns> {
    return columnsOf(this.#api, this.#result, format)
  }

  batches(format: RowFormat): AsyncIterable<Row[]> {
    return batchesOf(this.#api, this.#result, format)
  }
}

function isEmpty(parameters: Parameters): boolean {
  return Array.isArray(parameters) ? parameters.length === 0 : Object.keys(parameters).length === 0
}
