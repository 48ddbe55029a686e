import { DatabaseError } from '../errors/database-error.js'
import type {
  AppendSource,
  AppendTarget,
  Driver,
  DriverConnection,
  DriverResult,
  Parameters,
  Row,
  RowFormat,
} from './driver.js'
import { type NeoDriverOptions, openNeoDriver } from './neo-driver.js'

/** What a connection is about to do, statements of the runtime itself (BEGIN, COMMIT) included. */
export interface DriverCall {
  readonly kind: 'run' | 'stream' | 'append'
  readonly sql: string
  readonly connection: DriverConnection
}

/**
 * Called before each driver call: it may delay or reject it. What it returns is called when the call has ended, with
 * the error if there was one.
 */
export type DriverInterceptor = (call: DriverCall) => CallEnd | Promise<CallEnd>
export type CallEnd = ((error?: unknown) => void) | undefined

export type OpenDriver = (path: string, options: NeoDriverOptions) => Promise<Driver>

/** A driver that shows every call to `intercept` first: `Database.open(path, { driver: interceptedDriver(…) })`. */
export function interceptedDriver(
  intercept: DriverInterceptor,
  open: OpenDriver = openNeoDriver,
): OpenDriver {
  return async (path, options) => {
    const driver = await open(path, options)
    return {
      connect: async () => new InterceptedConnection(await driver.connect(), intercept),
      close: () => driver.close(),
    }
  }
}

/** The statement's first word in capitals; `OTHER` for what is no SQL statement, so that it can be a label. */
export function operationOf(sql: string): string {
  const word = /^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/|\()*([a-z]+)/i.exec(sql)?.[1]?.toUpperCase()
  return word !== undefined && operations.has(word) ? word : 'OTHER'
}

const operations = new Set(
  (
    'SELECT FROM WITH VALUES INSERT UPDATE DELETE MERGE COPY CREATE ALTER DROP BEGIN COMMIT ROLLBACK SET RESET USE ' +
    'ATTACH DETACH PRAGMA CALL EXPLAIN DESCRIBE SHOW CHECKPOINT APPEND'
  ).split(' '),
)

/** The code of one of our errors, else its class: nothing that could hold a value. */
export function errorTypeOf(error: unknown): string {
  if (error instanceof DatabaseError) return error.code
  return error instanceof Error ? error.name : 'unknown'
}

class InterceptedConnection implements DriverConnection {
  readonly #inner: DriverConnection
  readonly #intercept: DriverInterceptor

  constructor(inner: DriverConnection, intercept: DriverInterceptor) {
    this.#inner = inner
    this.#intercept = intercept
  }

  get raw(): unknown {
    return this.#inner.raw
  }

  run(sql: string, parameters?: Parameters): Promise<DriverResult> {
    return this.#around({ kind: 'run', sql, connection: this.#inner }, () => this.#inner.run(sql, parameters))
  }

  append(target: AppendTarget, rows: AppendSource): Promise<number> {
    const call = { kind: 'append', sql: `APPEND ${target.table}`, connection: this.#inner } as const
    return this.#around(call, () => this.#inner.append(target, rows))
  }

  async *stream(sql: string, parameters: Parameters | undefined, format: RowFormat): AsyncIterable<Row[]> {
    const end = await this.#intercept({ kind: 'stream', sql, connection: this.#inner })
    try {
      yield* this.#inner.stream(sql, parameters, format)
    } catch (error) {
      end?.(error)
      throw error
    }
    end?.()
  }

  interrupt(): void {
    this.#inner.interrupt()
  }

  close(): void {
    this.#inner.close()
  }

  async #around<R>(call: DriverCall, work: () => Promise<R>): Promise<R> {
    const end = await this.#intercept(call)
    try {
      const result = await work()
      end?.()
      return result
    } catch (error) {
      end?.(error)
      throw error
    }
  }
}
