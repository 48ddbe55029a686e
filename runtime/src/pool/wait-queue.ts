import type { Lane } from '../scheduling/driver-calls.js'
import type { HolderScope } from './holder-scope.js'
import type { Lease } from './lease.js'

/** One who waits, and its place in the queue. */
export class Waiter<T> {
  readonly lane: Lane
  /** The leases that the asking flow already holds. */
  readonly scopes: readonly HolderScope[]
  readonly signal: AbortSignal | undefined
  /** Where it asked, when leaks are watched for. */
  readonly origin: Error | undefined
  readonly resolve: (lease: Lease<T>) => void
  readonly reject: (error: unknown) => void
  onAbort: (() => void) | undefined = undefined
  /** The tick at which it came. */
  tick = 0
  before: Waiter<T> | undefined = undefined
  after: Waiter<T> | undefined = undefined

  constructor(
    { lane, scopes, signal, origin }: Pick<Waiter<T>, 'lane' | 'scopes' | 'signal' | 'origin'>,
    resolve: (lease: Lease<T>) => void,
    reject: (error: unknown) => void,
  ) {
    this.lane = lane
    this.scopes = scopes
    this.signal = signal
    this.origin = origin
    this.resolve = resolve
    this.reject = reject
  }
}

interface WaitQueueOptions<T> {
  readonly timeoutMs: number
  /** The waiter has been taken out and must be rejected. */
  readonly onExpired: (waiter: Waiter<T>) => void
  readonly onAborted: (waiter: Waiter<T>) => void
}

const ticksPerTimeout = 16
/** The longest that a timer can be set to. */
const longestPeriodMs = 2 ** 31 - 1

/**
 * Those who wait, in the order they came. All wait equally long, so that one slow timer serves them all: nobody
 * reads a clock, and a caller gives up at most a sixteenth of its time late.
 */
export class WaitQueue<T> {
  readonly #options: WaitQueueOptions<T>
  #first: Waiter<T> | undefined
  #last: Waiter<T> | undefined
  #size = 0
  #tick = 0
  #timer: NodeJS.Timeout | undefined

  constructor(options: WaitQueueOptions<T>) {
    this.#options = options
  }

  get size(): number {
    return this.#size
  }

  get first(): Waiter<T> | undefined {
    return this.#first
  }

  add(waiter: Waiter<T>): void {
    const { signal } = waiter
    if (signal) {
      waiter.onAbort = () => {
        this.remove(waiter)
        this.#options.onAborted(waiter)
      }
      signal.addEventListener('abort', waiter.onAbort, { once: true })
    }
    waiter.tick = this.#tick
    waiter.before = this.#last
    if (this.#last) this.#last.after = waiter
    else this.#first = waiter
    this.#last = waiter
    this.#size += 1
    if (!this.#timer) this.#startTicking()
    else if (this.#size === 1) this.#timer.ref()
  }

  remove(waiter: Waiter<T>): void {
    const { before, after } = waiter
    if (waiter.onAbort) waiter.signal?.removeEventListener('abort', waiter.onAbort)
    if (before) before.after = after
    else this.#first = after
    if (after) after.before = before
    else this.#last = before
    // One that left must not lead to those that came later, or the collector takes them all for old.
    waiter.before = undefined
    waiter.after = undefined
    this.#size -= 1
    // A timer that nobody waits for must not keep the process alive.
    if (this.#size === 0) this.#timer?.unref()
  }

  #startTicking(): void {
    const { timeoutMs } = this.#options
    if (timeoutMs === Number.POSITIVE_INFINITY) return
    this.#timer = setInterval(() => this.#expire(), Math.min(timeoutMs / ticksPerTimeout, longestPeriodMs))
  }

  #expire(): void {
    this.#tick += 1
    if (this.#size === 0) {
      clearInterval(this.#timer)
      this.#timer = undefined
    }
    for (let waiter = this.#first; waiter; waiter = this.#first) {
      if (this.#tick - waiter.tick <= ticksPerTimeout) return
      this.remove(waiter)
      this.#options.onExpired(waiter)
    }
  }
}
