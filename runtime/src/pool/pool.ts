import { AsyncLocalStorage } from 'node:async_hooks'
import { ClosedError, PoolDeadlockError, PoolExhaustedError } from '../errors/database-error.js'

export interface PoolOptions<T> {
  readonly create: () => Promise<T>
  readonly destroy: (resource: T) => void
  /** The most resources that exist at a time. */
  readonly max: number
  /** How long a caller waits in the queue. */
  readonly acquireTimeoutMs: number
  /** Idle resources above this number are destroyed after `idleTimeoutMs`. */
  readonly min: number
  readonly idleTimeoutMs: number
  /** A resource older than this, give or take a tenth, is replaced when it comes back. */
  readonly maxLifetimeMs: number
}

export interface PoolStats {
  readonly max: number
  readonly size: number
  readonly idle: number
  readonly inUse: number
  readonly waiting: number
  readonly acquired: number
  readonly timeouts: number
}

/** A resource on loan. Give it back exactly once. */
export interface Lease<T> {
  readonly resource: T
  /** Gives the resource back; with `retire`, it is destroyed instead of reused. */
  release(options?: { readonly retire?: boolean }): void
}

interface Entry<T> {
  readonly resource: T
  readonly expiresAt: number
  idleSince: number
}

interface Waiter<T> {
  readonly resolve: (lease: Lease<T>) => void
  readonly reject: (error: unknown) => void
  readonly settle: () => void
}

const held = new AsyncLocalStorage<ReadonlyMap<object, number>>()

/** A bounded pool; waiters are served strictly in the order they came. */
export class Pool<T> {
  readonly #options: PoolOptions<T>
  readonly #idle: Entry<T>[] = []
  readonly #waiters = new Set<Waiter<T>>()
  readonly #drained = new Set<() => void>()
  #creating = 0
  #inUse = 0
  #acquired = 0
  #timeouts = 0
  #closed = false
  #reaper: NodeJS.Timeout | undefined

  constructor(options: PoolOptions<T>) {
    this.#options = options
  }

  get stats(): PoolStats {
    return {
      max: this.#options.max,
      size: this.#size,
      idle: this.#idle.length,
      inUse: this.#inUse,
      waiting: this.#waiters.size,
      acquired: this.#acquired,
      timeouts: this.#timeouts,
    }
  }

  get #size(): number {
    return this.#idle.length + this.#inUse + this.#creating
  }

  /** Borrows a resource. Throws PoolExhaustedError, PoolDeadlockError or ClosedError; rejects with the signal's reason. */
  acquire(signal?: AbortSignal): Promise<Lease<T>> {
    if (this.#closed) return Promise.reject(new ClosedError('The pool is closed.', { code: 'closed' }))
    if (signal?.aborted) return Promise.reject(signal.reason)
    if (this.#waiters.size === 0) {
      const entry = this.#idle.pop()
      if (entry) return Promise.resolve(this.#lend(entry))
    }
    if (this.#heldHere() >= this.#options.max) {
      return Promise.reject(
        new PoolDeadlockError(
          `This flow holds all ${this.#options.max} connections and asks for one more: it would wait for itself. ` +
            'Give one back first, pass the held connection on, or raise pool.max.',
          { code: 'pool-deadlock' },
        ),
      )
    }
    const waiting = this.#wait(signal)
    if (this.#size < this.#options.max) this.#grow()
    return waiting
  }

  /** Runs `work` with a resource; a nested acquire in the same flow that can never be served fails instead of hanging. */
  async use<R>(work: (resource: T) => Promise<R>, signal?: AbortSignal): Promise<R> {
    const lease = await this.acquire(signal)
    const mine = new Map(held.getStore()).set(this, this.#heldHere() + 1)
    try {
      return await held.run(mine, () => work(lease.resource))
    } finally {
      lease.release()
    }
  }

  /** Refuses new callers, waits until every lease is back, destroys all. Waiters are rejected. */
  async close(): Promise<void> {
    if (!this.#closed) {
      this.#closed = true
      clearInterval(this.#reaper)
      const error = new ClosedError('The pool was closed while this call waited for a connection.', {
        code: 'closed',
      })
      for (const waiter of [...this.#waiters]) {
        waiter.settle()
        waiter.reject(error)
      }
      for (const entry of this.#idle.splice(0)) this.#options.destroy(entry.resource)
    }
    if (this.#inUse + this.#creating > 0) await new Promise<void>((resolve) => this.#drained.add(resolve))
  }

  #heldHere(): number {
    return held.getStore()?.get(this) ?? 0
  }

  #lend(entry: Entry<T>): Lease<T> {
    this.#inUse += 1
    this.#acquired += 1
    let returned = false
    return {
      resource: entry.resource,
      release: (options) => {
        if (returned) return
        returned = true
        this.#inUse -= 1
        this.#takeBack(entry, options?.retire === true)
      },
    }
  }

  #takeBack(entry: Entry<T>, retire: boolean): void {
    if (retire || this.#closed || Date.now() >= entry.expiresAt) {
      this.#options.destroy(entry.resource)
      if (this.#waiters.size > 0 && !this.#closed) this.#grow()
    } else {
      this.#offer(entry)
    }
    if (this.#closed && this.#inUse + this.#creating === 0) for (const resolve of this.#drained) resolve()
  }

  #offer(entry: Entry<T>): void {
    const [waiter] = this.#waiters
    if (waiter) {
      waiter.settle()
      waiter.resolve(this.#lend(entry))
      return
    }
    entry.idleSince = Date.now()
    this.#idle.push(entry)
    this.#scheduleReaper()
  }

  #grow(): void {
    this.#creating += 1
    this.#options.create().then(
      (resource) => {
        this.#creating -= 1
        const jitter = 0.9 + Math.random() * 0.2
        const now = Date.now()
        const entry = { resource, expiresAt: now + this.#options.maxLifetimeMs * jitter, idleSince: now }
        if (this.#closed) this.#takeBack(entry, true)
        else this.#offer(entry)
      },
      (error) => {
        this.#creating -= 1
        const [waiter] = this.#waiters
        if (waiter) {
          waiter.settle()
          waiter.reject(error)
        }
        if (this.#closed && this.#inUse + this.#creating === 0) for (const resolve of this.#drained) resolve()
      },
    )
  }

  #wait(signal: AbortSignal | undefined): Promise<Lease<T>> {
    return new Promise((resolve, reject) => {
      const { acquireTimeoutMs, max } = this.#options
      const onAbort = () => {
        waiter.settle()
        reject(signal?.reason)
      }
      const timer = setTimeout(() => {
        waiter.settle()
        this.#timeouts += 1
        reject(
          new PoolExhaustedError(
            `No connection became free within ${acquireTimeoutMs} ms: all ${max} are in use. ` +
              'Look for leases that are held too long, or raise pool.max or pool.acquireTimeoutMs.',
            { code: 'pool-exhausted' },
          ),
        )
      }, acquireTimeoutMs)
      const waiter: Waiter<T> = {
        resolve,
        reject,
        settle: () => {
          clearTimeout(timer)
          signal?.removeEventListener('abort', onAbort)
          this.#waiters.delete(waiter)
        },
      }
      signal?.addEventListener('abort', onAbort, { once: true })
      this.#waiters.add(waiter)
    })
  }

  #scheduleReaper(): void {
    if (this.#reaper || this.#options.idleTimeoutMs === Number.POSITIVE_INFINITY) return
    this.#reaper = setInterval(() => this.#reap(), Math.max(1_000, this.#options.idleTimeoutMs / 2))
    this.#reaper.unref()
  }

  #reap(): void {
    const now = Date.now()
    while (
      this.#size > this.#options.min &&
      this.#idle[0] &&
      now - this.#idle[0].idleSince >= this.#options.idleTimeoutMs
    ) {
      this.#options.destroy(this.#idle.shift()!.resource)
    }
  }
}
