import CircuitBreaker from 'opossum'
import { Bulkhead, type BulkheadOptions } from './bulkhead.js'
import { BreakerOpenError, httpStatusOf } from './resilience-errors.js'
import { runTimed } from './timed-call.js'

export interface BreakerOptions {
  /** Share of the calls of the window that must fail to open it. Default 50. */
  readonly failurePercentage?: number
  /** Calls the window must hold before it may open. Default 10. */
  readonly minCalls?: number
  /** Default 10,000. */
  readonly windowMs?: number
  /** How long it stays open before one call may try. Default 5,000. */
  readonly resetMs?: number
  /** One call may take so long; its signal is aborted then. `false`: as long as it likes. Default 30,000. */
  readonly timeoutMs?: number | false
  /** Which errors count. Default: all but those that say the request was at fault (HTTP 4xx) or was given up. */
  readonly isFailure?: (error: unknown) => boolean
  /** Which results count as failures, though they are answered. Default: HTTP responses with 5xx and 429. */
  readonly isFailedResult?: (result: unknown) => boolean
  /** Bounds how many calls run and wait. Default: no bound. */
  readonly bulkhead?: BulkheadOptions
}

export type BreakerState = 'closed' | 'half-open' | 'open'

export interface BreakerStats {
  readonly name: string
  readonly state: BreakerState
  /** Since the process started. */
  readonly calls: number
  readonly failures: number
  /** Not let through because it was open. */
  readonly rejected: number
  /** Turned away by the bulkhead. */
  readonly shed: number
  readonly opened: number
}

export interface CallOptions<R> {
  /** Answers when the call fails, is turned away or not let through. */
  readonly fallback?: ((error: unknown) => R | Promise<R>) | undefined
  readonly timeoutMs?: number | false | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * Stops calling a dependency that keeps failing, and lets one call at a time find out whether it works again.
 * Errors that are no failure of the dependency count neither way.
 */
export class Breaker {
  readonly name: string
  #options: BreakerOptions
  #circuit: CircuitBreaker<[() => Promise<unknown>], unknown>
  #bulkhead: Bulkhead | undefined
  #openedAtMs = 0
  readonly #counts = { calls: 0, failures: 0, rejected: 0, opened: 0 }
  readonly #listeners = new Set<(state: BreakerState) => void>()

  constructor(name: string, options: BreakerOptions = {}) {
    this.name = name
    this.#options = options
    this.#circuit = this.#makeCircuit()
    this.#bulkhead = options.bulkhead && new Bulkhead(name, options.bulkhead)
  }

  /** Replaces the options and starts closed. */
  configure(options: BreakerOptions): void {
    this.#circuit.shutdown()
    this.#options = options
    this.#circuit = this.#makeCircuit()
    this.#bulkhead = options.bulkhead && new Bulkhead(this.name, options.bulkhead)
  }

  get state(): BreakerState {
    if (this.#circuit.closed) return 'closed'
    return this.#circuit.halfOpen ? 'half-open' : 'open'
  }

  get stats(): BreakerStats {
    return {
      name: this.name,
      state: this.state,
      ...this.#counts,
      shed: this.#bulkhead?.stats.refused ?? 0,
    }
  }

  /** Calls `listener` whenever the state changes. Returns how to stop it. */
  onState(listener: (state: BreakerState) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /**
   * Calls the dependency, `call` being given a signal of its own that aborts when it takes too long. Throws what
   * the call throws, BreakerOpenError, OverloadedError, CallTimeoutError, DeadlineError.
   */
  async run<R>(
    call: (signal: AbortSignal | undefined) => R | Promise<R>,
    options: CallOptions<R> = {},
  ): Promise<R> {
    const timeoutMs = options.timeoutMs ?? this.#options.timeoutMs ?? 30_000
    const timed = () => runTimed(this.name, call, timeoutMs, options.signal)
    try {
      return await (this.#bulkhead ? this.#bulkhead.run(() => this.#fire(timed)) : this.#fire(timed))
    } catch (error) {
      if (!options.fallback || options.signal?.aborted) throw error
      return options.fallback(error)
    }
  }

  async #fire<R>(call: () => Promise<R>): Promise<R> {
    const circuit = this.#circuit
    if (!circuit.closed) {
      if (circuit.pendingClose) return this.#probe(circuit, call)
      this.#counts.rejected += 1
      const { resetMs = 5_000 } = this.#options
      throw new BreakerOpenError(this.name, Math.max(1, this.#openedAtMs + resetMs - performance.now()))
    }
    this.#counts.calls += 1
    try {
      const result = await call()
      this.#report(circuit, this.#isFailedResult(result))
      return result
    } catch (error) {
      const isFailure = this.#isFailure(error)
      // opossum would count an error that is let pass as a success, which thins out the failures.
      if (isFailure) this.#report(circuit, true)
      throw error
    }
  }

  /** The one call that decides whether the circuit closes again. */
  async #probe<R>(
    circuit: CircuitBreaker<[() => Promise<unknown>], unknown>,
    call: () => Promise<R>,
  ): Promise<R> {
    this.#counts.calls += 1
    let outcome: { result: R } | { error: unknown } | undefined
    await circuit
      .fire(async () => {
        try {
          const result = await call()
          outcome = { result }
          if (!this.#isFailedResult(result)) return
        } catch (error) {
          outcome = { error }
          if (!this.#isFailure(error)) return
        }
        this.#counts.failures += 1
        throw failure
      })
      .catch(() => undefined)
    if (outcome && 'result' in outcome) return outcome.result
    throw outcome ? outcome.error : new BreakerOpenError(this.name, this.#options.resetMs ?? 5_000)
  }

  /** Also a call that began before the circuit opened; what it says then is no longer of interest. */
  #report(circuit: CircuitBreaker<[() => Promise<unknown>], unknown>, failed: boolean): void {
    if (failed) this.#counts.failures += 1
    if (!circuit.closed || circuit.isShutdown) return
    circuit.fire(failed ? fails : succeeds).catch(() => undefined)
  }

  #isFailure(error: unknown): boolean {
    return (this.#options.isFailure ?? isDependencyFailure)(error)
  }

  #isFailedResult(result: unknown): boolean {
    return (this.#options.isFailedResult ?? isFailedResponse)(result)
  }

  #makeCircuit(): CircuitBreaker<[() => Promise<unknown>], unknown> {
    const { failurePercentage = 50, minCalls = 10, windowMs = 10_000, resetMs = 5_000 } = this.#options
    const circuit = new CircuitBreaker((call: () => Promise<unknown>) => call(), {
      name: this.name,
      // Its timeout neither stops the call nor spares the others: `runTimed` does.
      timeout: false,
      errorThresholdPercentage: failurePercentage,
      volumeThreshold: minCalls,
      rollingCountTimeout: windowMs,
      resetTimeout: resetMs,
      rollingPercentilesEnabled: false,
      enableSnapshots: false,
    })
    const tell = (state: BreakerState) => {
      for (const listener of this.#listeners) listener(state)
    }
    circuit.on('open', () => {
      this.#openedAtMs = performance.now()
      this.#counts.opened += 1
      tell('open')
    })
    circuit.on('halfOpen', () => tell('half-open'))
    circuit.on('close', () => tell('closed'))
    return circuit
  }
}

const failure = new Error('failed')
const succeeds = () => Promise.resolve()
const fails = () => Promise.reject(failure)

const requestWasAtFault = (status: number) =>
  status >= 400 && status < 500 && status !== 408 && status !== 425 && status !== 429

/** Database errors by category, HTTP clients' errors by status; what the caller gave up is nobody's failure. */
export function isDependencyFailure(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return true
  const { name, category, code } = error as { name?: unknown; category?: unknown; code?: unknown }
  if (name === 'AbortError' || code === 'deadline') return false
  if (typeof category === 'string') return category === 'resource' || category === 'connection'
  const status = httpStatusOf(error)
  return status === undefined || !requestWasAtFault(status)
}

function isFailedResponse(result: unknown): boolean {
  if (typeof Response === 'undefined' || !(result instanceof Response)) return false
  return result.status >= 500 || result.status === 429
}
