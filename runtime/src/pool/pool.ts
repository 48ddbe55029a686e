import type { Lane } from '../scheduling/driver-calls.js'
import { HolderScope } from './holder-scope.js'
import { LeakWatch } from './leak-watch.js'
import type { Lease, PoolOptions, PoolStats, ReleaseOptions } from './lease.js'
import { closedError, deadlockError, exhaustedError } from './pool-errors.js'
import { type Entry, PoolLease } from './pool-lease.js'

export interface AcquireOptions {
  readonly signal?: AbortSignal | undefined
  readonly lane?: Lane
}

interface Waiter<T> {
  readonly lane: Lane
  /** Where it asked, when leaks are watched for. */
  readonly origin: Error | undefined
  readonly resolve: (lease: Lease<T>) => void
  readonly reject: (error: unknown) => void
  readonly settle: () => void
}

const shortestReapMs = 20

/** A bounded pool; waiters are served strictly in the order they came, each lane for itself. */
export class Pool<T> {
  readonly #options: PoolOptions<T>
  readonly #idle: Entry<T>[] = []
  readonly #waiters = new Set<Waiter<T>>()
  readonly #leases = new Set<PoolLease<T>>()
  readonly #leaks: LeakWatch | undefined
  #settled: (() => void)[] = []
  #creating = 0
  #recovering = 0
  #long = 0
  /** Leases whose holder itself waits in the queue. */
  #blocked = 0
  #generation = 0
  #acquired = 0
  #timeouts = 0
  #created = 0
  #destroyed = 0
  #draining = false
  #closed = false
  #reaper: NodeJS.Timeout | undefined

  constructor(options: PoolOptions<T>) {
    this.#options = options
    const { leakDetectionMs = 0, onLeak, onUnleaked } = options
    if (leakDetectionMs > 0) this.#leaks = new LeakWatch({ leakDetectionMs, onLeak, onUnleaked })
  }

  get stats(): PoolStats {
    return {
      max: this.#options.max,
      size: this.#size,
      idle: this.#idle.length,
      inUse: this.#leases.size,
      waiting: this.#waiters.size,
      acquired: this.#acquired,
      timeouts: this.#timeouts,
      leaked: this.#leaks?.leaked ?? 0,
      created: this.#created,
      destroyed: this.#destroyed,
    }
  }

  get #size(): number {
    return this.#idle.length + this.#leases.size + this.#creating + this.#recovering
  }

  /** A lease when one is free at once and nobody waits for it. */
  tryAcquire(lane: Lane = 'short'): Lease<T> | undefined {
    if (this.#draining || this.#waiters.size > 0 || !this.#fits(lane)) return undefined
    const entry = this.#idle.pop()
    return entry && this.#lend(entry, lane, this.#leaks?.origin())
  }

  /** Borrows a resource. Throws PoolExhaustedError, PoolDeadlockError or ClosedError; rejects with the signal's reason. */
  acquire(options: AcquireOptions = {}): Promise<Lease<T>> {
    const { signal, lane = 'short' } = options
    if (this.#draining) return Promise.reject(closedError())
    if (signal?.aborted) return Promise.reject(signal.reason)
    const lease = this.tryAcquire(lane)
    return lease ? Promise.resolve(lease) : this.#wait(lane, signal)
  }

  /** Runs `work` with a resource; a nested acquire in the same flow that can never be served fails instead of hanging. */
  async use<R>(
    work: (resource: T) => Promise<R>,
    options?: AcquireOptions,
    release: (lease: Lease<T>) => void = (lease) => lease.release(),
  ): Promise<R> {
    const lease = await this.acquire(options)
    const scope = this.#scopeOf(lease)
    try {
      return await scope.run(() => work(lease.resource))
    } finally {
      release(lease)
    }
  }

  /** A lease that the caller's flow keeps: its further acquires are checked against it. Call it before the first await. */
  acquireForFlow(options?: AcquireOptions): Promise<Lease<T>> {
    const acquiring = this.acquire(options)
    const scope = new HolderScope(this)
    scope.active = false
    scope.enter()
    return acquiring.then((lease) => {
      const held = lease as PoolLease<T>
      scope.active = held.active
      held.scope = scope
      return lease
    })
  }

  /** Creates resources up to `min`. Rejects with the first creation's error. */
  async warmUp(): Promise<void> {
    const missing = this.#options.min - this.#size
    await Promise.all(Array.from({ length: Math.max(0, missing) }, () => this.#create()))
  }

  /** Destroys every resource made until now, also those on loan. Waiting callers get new ones. */
  async retireAll(): Promise<void> {
    this.#generation += 1
    for (const entry of this.#idle.splice(0)) this.#destroy(entry)
    await Promise.all([...this.#leases].map((lease) => this.#revoke(lease)))
    this.#dispatch()
  }

  /** Refuses new callers and waits until those in the queue and those with a lease are done. */
  async drain(): Promise<void> {
    this.#draining = true
    await this.#emptied(() => this.#waiters.size === 0)
  }

  /**
   * Refuses new callers, rejects waiting ones, waits until every lease is back, destroys all. Leases that
   * are out after `deadlineMs` are revoked.
   */
  async close({ deadlineMs }: { readonly deadlineMs?: number | undefined } = {}): Promise<void> {
    this.#draining = true
    this.#closed = true
    clearInterval(this.#reaper)
    for (const waiter of [...this.#waiters]) {
      waiter.settle()
      waiter.reject(closedError())
    }
    for (const entry of this.#idle.splice(0)) this.#destroy(entry)
    const emptied = this.#emptied(() => true)
    if (deadlineMs === undefined) return emptied
    let timer: NodeJS.Timeout | undefined
    const deadline = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, deadlineMs)
    })
    await Promise.race([emptied, deadline])
    clearTimeout(timer)
    await Promise.all([...this.#leases].map((lease) => this.#revoke(lease)))
    await emptied
  }

  async #emptied(also: () => boolean): Promise<void> {
    while (this.#leases.size + this.#creating + this.#recovering > 0 || !also()) {
      await new Promise<void>((resolve) => this.#settled.push(resolve))
    }
  }

  #changed(): void {
    if (!this.#draining) return
    for (const resolve of this.#settled.splice(0)) resolve()
  }

  async #revoke(lease: PoolLease<T>): Promise<void> {
    if (!lease.deactivate()) return
    await this.#options.revoke?.(lease.resource)
    this.#forget(lease)
    if (!this.#options.revoke) this.#options.destroy(lease.resource)
    this.#destroyed += 1
    this.#changed()
  }

  #fits(lane: Lane): boolean {
    return lane === 'short' || this.#long < Math.max(1, this.#options.max - (this.#options.reserved ?? 0))
  }

  #scopeOf(lease: Lease<T>): HolderScope {
    const scope = new HolderScope(this)
    ;(lease as PoolLease<T>).scope = scope
    return scope
  }

  #lend(entry: Entry<T>, lane: Lane, origin: Error | undefined): PoolLease<T> {
    const lease = new PoolLease<T>(entry, lane, this.#takeBack)
    this.#acquired += 1
    if (lane === 'long') this.#long += 1
    this.#leases.add(lease)
    if (origin) this.#leaks?.taken(lease, origin)
    return lease
  }

  #forget(lease: PoolLease<T>): void {
    this.#leases.delete(lease)
    this.#leaks?.returned(lease)
    if (lease.lane === 'long') this.#long -= 1
    const { scope } = lease
    if (!scope) return
    scope.active = false
    if (scope.waiting > 0) this.#blocked -= 1
  }

  readonly #takeBack = (lease: PoolLease<T>, options: ReleaseOptions | undefined): void => {
    this.#forget(lease)
    const { entry } = lease
    if (options?.retire || this.#isSpent(entry)) {
      this.#replace(entry)
    } else if (options?.check && this.#options.recover) {
      void this.#recover(entry, this.#options.recover)
    } else {
      this.#keep(entry)
    }
    this.#changed()
  }

  async #recover(entry: Entry<T>, recover: (resource: T) => Promise<boolean>): Promise<void> {
    this.#recovering += 1
    const usable = await recover(entry.resource).catch(() => false)
    this.#recovering -= 1
    if (usable) this.#offer(entry)
    else this.#replace(entry)
    this.#changed()
  }

  #isSpent(entry: Entry<T>): boolean {
    return this.#closed || entry.generation !== this.#generation || Date.now() >= entry.expiresAt
  }

  #replace(entry: Entry<T>): void {
    this.#destroy(entry)
    this.#dispatch()
    this.#topUp()
  }

  /** A creation that fails here is tried again by the next caller, who gets the error. */
  #topUp(): void {
    if (this.#size < this.#options.min && !this.#draining) this.warmUp().catch(() => undefined)
  }

  #destroy(entry: Entry<T>): void {
    this.#destroyed += 1
    this.#options.destroy(entry.resource)
  }

  #offer(entry: Entry<T>): void {
    if (this.#isSpent(entry)) this.#replace(entry)
    else this.#keep(entry)
  }

  #keep(entry: Entry<T>): void {
    this.#idle.push(entry)
    if (this.#waiters.size > 0) this.#dispatch()
    else {
      entry.idleSince = Date.now()
      if (!this.#reaper) this.#scheduleReaper()
    }
  }

  /** Gives what is idle to those who wait, and creates what is missing. */
  #dispatch(): void {
    for (const waiter of this.#waiters) {
      if (!this.#fits(waiter.lane)) continue
      const entry = this.#idle.pop()
      if (!entry) break
      waiter.settle()
      waiter.resolve(this.#lend(entry, waiter.lane, waiter.origin))
    }
    let wanted = this.#waiters.size - this.#creating - this.#recovering
    while (wanted > 0 && this.#size < this.#options.max && !this.#closed) {
      wanted -= 1
      void this.#grow()
    }
  }

  async #grow(): Promise<void> {
    try {
      await this.#create()
    } catch (error) {
      const [oldest] = this.#waiters
      oldest?.settle()
      oldest?.reject(error)
      this.#dispatch()
    }
    this.#changed()
  }

  async #create(): Promise<void> {
    this.#creating += 1
    const generation = this.#generation
    let resource: T
    try {
      resource = await this.#options.create()
    } finally {
      this.#creating -= 1
    }
    this.#created += 1
    const now = Date.now()
    const lifetimeMs = this.#options.maxLifetimeMs * (0.9 + Math.random() * 0.2)
    // In the same tick as the count above, or a caller in between would create one too many.
    this.#offer({ resource, generation, expiresAt: now + lifetimeMs, idleSince: now })
  }

  #wait(lane: Lane, signal: AbortSignal | undefined): Promise<Lease<T>> {
    const scopes = HolderScope.of(this)
    this.#block(scopes)
    if (this.#isDeadlocked(scopes)) {
      this.#unblock(scopes)
      return Promise.reject(deadlockError(this.#options.max))
    }
    return new Promise((resolve, reject) => {
      const { acquireTimeoutMs } = this.#options
      const onAbort = () => {
        waiter.settle()
        reject(signal?.reason)
        this.#changed()
      }
      const timer = setTimeout(() => {
        waiter.settle()
        this.#timeouts += 1
        reject(exhaustedError(this.#options))
        this.#changed()
      }, acquireTimeoutMs)
      const settle = () => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', onAbort)
        this.#waiters.delete(waiter)
        this.#unblock(scopes)
      }
      const waiter: Waiter<T> = { lane, origin: this.#leaks?.origin(), resolve, reject, settle }
      signal?.addEventListener('abort', onAbort, { once: true })
      this.#waiters.add(waiter)
      this.#dispatch()
    })
  }

  /** Every resource is held by someone who waits for one, or all by this very flow. */
  #isDeadlocked(scopes: readonly HolderScope[]): boolean {
    const { max } = this.#options
    return this.#leases.size >= max && (this.#blocked >= max || scopes.length >= max)
  }

  #block(scopes: readonly HolderScope[]): void {
    for (const scope of scopes) {
      scope.waiting += 1
      if (scope.waiting === 1) this.#blocked += 1
    }
  }

  #unblock(scopes: readonly HolderScope[]): void {
    for (const scope of scopes) {
      scope.waiting -= 1
      if (scope.waiting === 0 && scope.active) this.#blocked -= 1
    }
  }

  #scheduleReaper(): void {
    const { idleTimeoutMs, maxLifetimeMs } = this.#options
    const soonestMs = Math.min(idleTimeoutMs, maxLifetimeMs)
    if (this.#closed || soonestMs === Number.POSITIVE_INFINITY) return
    this.#reaper = setInterval(() => this.#reap(), Math.max(shortestReapMs, Math.min(soonestMs / 2, 60_000)))
    this.#reaper.unref()
  }

  #reap(): void {
    const now = Date.now()
    for (const entry of [...this.#idle]) {
      const isSurplus = this.#size > this.#options.min && now - entry.idleSince >= this.#options.idleTimeoutMs
      if (!isSurplus && now < entry.expiresAt) continue
      this.#idle.splice(this.#idle.indexOf(entry), 1)
      this.#destroy(entry)
    }
    this.#topUp()
    if (this.#idle.length > 0 || this.#leases.size > 0) return
    clearInterval(this.#reaper)
    this.#reaper = undefined
  }
}
