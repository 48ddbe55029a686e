import { setTimeout as sleep } from 'node:timers/promises'
import { type DriverCall, interceptedDriver, type OpenDriver } from '../driver/intercepted-driver.js'
import { classifyError } from '../errors/classify-error.js'

export type ChaosFault =
  /** Rejects with this error, as it is. */
  | { readonly kind: 'fail'; readonly error: Error }
  | { readonly kind: 'delay'; readonly delayMs: number }
  /** A write-write conflict: the transaction is aborted in DuckDB as well. */
  | { readonly kind: 'conflict' }
  /** The database is given up, as after a fatal error. */
  | { readonly kind: 'invalidate' }

/**
 * A real DuckDB whose driver calls fail when you say so:
 *
 *     const chaos = new ChaosDriver()
 *     const db = await Database.open(path, { driver: chaos.open })
 *     chaos.onCall(3, { kind: 'conflict' })
 */
export class ChaosDriver {
  readonly open: OpenDriver
  readonly #planned = new Map<number, ChaosFault>()
  #schedule: ((call: DriverCall) => ChaosFault | undefined) | undefined
  #calls = 0

  /** `open` is the driver behind; the default driver when absent. */
  constructor(open?: OpenDriver) {
    this.open = interceptedDriver(async (call) => {
      await this.#intercept(call)
      return undefined
    }, open)
  }

  /** Calls so far, statements of the runtime itself (BEGIN, COMMIT) included. */
  get calls(): number {
    return this.#calls
  }

  /** Strikes the nth call from now, the next one being 1. */
  onCall(nth: number, fault: ChaosFault): this {
    if (!Number.isInteger(nth) || nth < 1) throw new RangeError(`onCall counts from 1; it was given ${nth}.`)
    this.#planned.set(this.#calls + nth, fault)
    return this
  }

  /** Asks `schedule` at every call which fault strikes it; undefined stops asking. */
  everyCall(schedule: ((call: DriverCall) => ChaosFault | undefined) | undefined): this {
    this.#schedule = schedule
    return this
  }

  async #intercept(call: DriverCall): Promise<void> {
    this.#calls += 1
    const planned = this.#planned.get(this.#calls)
    this.#planned.delete(this.#calls)
    const fault = planned ?? this.#schedule?.(call)
    switch (fault?.kind) {
      case 'fail':
        throw fault.error
      case 'delay':
        await sleep(fault.delayMs)
        return
      case 'conflict':
        // DuckDB aborts the transaction of a failed statement; without one, this changes nothing.
        await call.connection.run("SELECT error('chaos')").catch(() => undefined)
        throw classifyError(new Error('TransactionContext Error: Conflict on update!'), call.sql)
      case 'invalidate':
        throw classifyError(
          new Error('FATAL Error: database has been invalidated because of a previous fatal error.'),
          call.sql,
        )
      default:
    }
  }
}
