import type { Lane } from '../scheduling/driver-calls.js'
import type { HolderScope } from './holder-scope.js'
import type { Lease } from './lease.js'

export interface Waiter<T> {
  readonly lane: Lane
  /** Where it asked, when leaks are watched for. */
  readonly origin: Error | undefined
  /** The leases that the asking flow already holds. */
  readonly scopes: readonly HolderScope[]
  readonly resolve: (lease: Lease<T>) => void
  readonly reject: (error: unknown) => void
  readonly signal: AbortSignal | undefined
  onAbort: (() => void) | undefined
  expiresAt: number
}

interface WaitQueueOptions<T> {
  readonly timeoutMs: number
  /** The waiter has been taken out and must be rejected. */
  readonly onExpired: (waiter: Waiter<T>) => void
  readonly onAborted: (waiter: Waiter<T>) => void
}

/** Those who wait, in the order they came. All wait equally long, so that one timer serves them all. */
export class WaitQueue<T> {
  readonly #options: WaitQueueOptions<T>
  readonly #waiters = new Set<Waiter<T>>()
  #timer: NodeJS.Timeout | undefined

  constructor(options: WaitQueueOptions<T>) {
    this.#options = options
  }

  get size(): number {
    return this.#waiters.size
  }

  get first(): Waiter<T> | undefined {
    for (const waiter of this.#waiters) return waiter
    return undefined
  }

  [Symbol.iterator](): Iterator<Waiter<T>> {
    return this.#waiters.values()
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
    waiter.expiresAt = performance.now() + this.#options.timeoutMs
    this.#waiters.add(waiter)
    if (!this.#timer) this.#schedule(this.#options.timeoutMs)
    else if (this.#waiters.size === 1) this.#timer.ref()
  }

  remove(waiter: Waiter<T>): void {
    if (waiter.onAbort) waiter.signal?.removeEventListener('abort', waiter.onAbort)
    this.#waiters.delete(waiter)
    // A timer that nobody waits for must not keep the process alive.
    if (this.#waiters.size === 0) this.#timer?.unref()
  }

  #schedule(delayMs: number): void {
    this.#timer = setTimeout(() => this.#expire(), delayMs)
  }

  #expire(): void {
    this.#timer = undefined
    const now = performance.now()
    for (const waiter of this.#waiters) {
      if (waiter.expiresAt > now) {
        this.#schedule(waiter.expiresAt - now)
        return
      }
      this.remove(waiter)
      this.#options.onExpired(waiter)
    }
  }
}
