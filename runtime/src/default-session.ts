import type { QueryOptions, StatementResult } from './database.js'
import type { DriverConnection, Parameters } from './driver/driver.js'
import { Mutex } from './pool/mutex.js'
import { Session, type SessionEvents } from './session/session.js'
import { classifyStatement } from './sql/statement-class.js'

/**
 * The one connection that code written for a singleton believes it has. A transaction opened by hand, SET,
 * USE and temporary tables live here; while any of them does, every statement of the database that is not
 * in a transaction of its own runs here too, as it did before. So do transactions while SET, USE or a temporary
 * table stands; beside one that was opened by hand they stay apart.
 */
export class DefaultSession {
  readonly #connect: () => Promise<DriverConnection>
  readonly #events: SessionEvents
  readonly #mutex = new Mutex()
  readonly #always: boolean
  #opening: Promise<Session> | undefined
  #session: Session | undefined
  /** BEGIN and SET that wait for the connection count from the moment they were asked for. */
  readonly #asked = { begin: 0, session: 0 }

  constructor(connect: () => Promise<DriverConnection>, always: boolean, events: SessionEvents) {
    this.#connect = connect
    this.#always = always
    this.#events = events
  }

  /** Counts what began here that other statements must not see: transactions by hand, session state. */
  statesBegun = 0

  /** True while what is read here may differ from what was committed. */
  get holdsState(): boolean {
    return this.#session?.state.inTransaction === true || this.#asked.begin > 0 || this.hasSessionState
  }

  get heldBy(): 'singleton' | 'transaction' | 'session-state' | undefined {
    if (this.#always) return 'singleton'
    if (this.#session?.state.inTransaction || this.#asked.begin > 0) return 'transaction'
    return this.hasSessionState ? 'session-state' : undefined
  }

  /** True while statements mean something else on another connection: after SET, USE and CREATE TEMP. */
  get hasSessionState(): boolean {
    return this.#session?.state.hasSessionState === true || this.#asked.session > 0
  }

  /** True while a call waits or runs here: what comes after it must not overtake it. */
  get busy(): boolean {
    return this.#mutex.pending > 0
  }

  run(sql: string, parameters?: Parameters, options?: QueryOptions): Promise<StatementResult> {
    return this.#turn(sql, (session) => session.run(sql, parameters, options))
  }

  /** Runs a call on the connection and keeps account of what its statement leaves behind. */
  track<R>(
    sql: string,
    call: (connection: DriverConnection) => Promise<R>,
    parameters?: unknown,
  ): Promise<R> {
    return this.#turn(sql, (session) => session.track(sql, call, {}, parameters))
  }

  /** Keeps every other caller out until `work` is done. */
  exclusive<R>(work: (session: Session) => Promise<R>): Promise<R> {
    return this.#mutex.run(async () => work(await this.session()))
  }

  async connection(): Promise<DriverConnection> {
    return (await this.session()).connection
  }

  session(): Promise<Session> {
    this.#opening ??= this.#connect().then(
      (connection) => {
        this.#session = new Session(connection, this.#events)
        return this.#session
      },
      (error: unknown) => {
        this.#opening = undefined
        throw error
      },
    )
    return this.#opening
  }

  /** Leaves a connection whose database is gone; the next statement gets a new one. */
  async discard(): Promise<void> {
    const lost = this.#session
    this.#opening = undefined
    this.#session = undefined
    await lost?.revoke()
  }

  /** Closes at once when nothing runs here, else after what runs and waits; after `deadlineMs` interrupts it. */
  async close({ deadlineMs }: { readonly deadlineMs?: number | undefined } = {}): Promise<void> {
    if (this.busy || (this.#opening && !this.#session)) {
      const interrupting =
        deadlineMs === undefined ? undefined : setTimeout(() => void this.#session?.revoke(), deadlineMs)
      await this.#mutex.run(async () => this.#opening?.catch(() => undefined))
      clearTimeout(interrupting)
    }
    const session = this.#session
    this.#opening = undefined
    this.#session = undefined
    session?.closeIdle()
  }

  #turn<R>(sql: string, call: (session: Session) => Promise<R>): Promise<R> {
    const kind = classifyStatement(sql)
    const asked = kind === 'begin' || kind === 'session' ? kind : undefined
    if (asked) this.#asked[asked] += 1
    if (asked || kind === 'several') this.statesBegun += 1
    return this.#mutex.run(async () => {
      let running: Promise<R>
      try {
        const session = await this.session()
        running = call(session)
      } finally {
        if (asked) this.#asked[asked] -= 1
      }
      try {
        return await running
      } catch (error) {
        // Nobody but the connection knows what a script that failed half way left open.
        if (kind === 'several') await this.#session?.checkTransaction()
        throw error
      }
    })
  }
}
