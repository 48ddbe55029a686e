import type { Lane } from '../scheduling/driver-calls.js'
import { Ageing } from './ageing.js'
import { HolderScope } from './holder-scope.js'
import { LeakWatch } from './leak-watch.js'
import type { Lease, PoolOptions, PoolStats, ReleaseOptions } from './lease.js'
import { closedError, deadlockError, exhaustedError } from './pool-errors.js'
import { type Entry, PoolLease } from './pool-lease.js'
import { Waiter, WaitQueue } from './wait-queue.js'

export interface AcquireOptions {
  readonly signal?: AbortSignal | undefined
  readonly lane?: Lane
}

/** A caller who waits for something else before they ask for a resource: draining and closing wait for them. */
export interface Announced<T> {
  /** A lease for which nobody else must give one back; undefined where the caller would wait for that. */
  acquireFree(options?: AcquireOptions): Lease<T> | Promise<Lease<T>> | undefined
  acquire(options?: AcquireOptions): Promise<Lease<T>>
  /** To be called in the end, however it ends. */
  leave(): void
}

/** A bounded pool; waiters are served strictly in the order they came, each lane for itself. */
export class Pool<T> {
  readonly #options: PoolOptions<T>
  readonly #idle: Entry<T>[] = []
  readonly #entries = new Set<Entry<T>>()
  readonly #waiters: WaitQueue<T>
  readonly #leaks: LeakWatch | undefined
  readonly #ageing: Ageing<T>
  #settled: (() => void)[] = []
  #inUse = 0
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
  #announced = 0
  /** After the deadline of closing nobody gets a lease any more. */
  #expired = false

  constructor(options: PoolOptions<T>) {
    this.#options = options
    this.#waiters = new WaitQueue({
      timeoutMs: options.acquireTimeoutMs,
      onExpired: (waiter) => {
        this.#timeouts += 1
        this.#giveUp(waiter, exhaustedError(options))
      },
      onAborted: (waiter) => this.#giveUp(waiter, waiter.signal?.reason),
    })
    this.#ageing = new Ageing({
      idleTimeoutMs: options.idleTimeoutMs,
      maxLifetimeMs: options.maxLifetimeMs,
      entries: this.#entries,
      onAged: (entries) => this.#reap(entries),
    })
    const { leakDetectionMs = 0, onLeak, onUnleaked } = options
    if (leakDetectionMs > 0) this.#leaks = new LeakWatch({ leakDetectionMs, onLeak, onUnleaked })
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
      leaked: this.#leaks?.leaked ?? 0,
      created: this.#created,
      destroyed: this.#destroyed,
    }
  }

  get #size(): number {
    return this.#idle.length + this.#inUse + this.#creating + this.#recovering
  }

  /** A lease when one is free at once and nobody waits for it. */
  tryAcquire(lane: Lane = 'short'): Lease<T> | undefined {
    return this.#draining ? undefined : this.#lendIdle(lane)
  }

  /** True while someone is to come who may need a new resource. */
  get hasAnnounced(): boolean {
    return this.#announced > 0
  }

  announce(): Announced<T> {
    if (this.#draining) throw closedError()
    this.#announced += 1
    let isOver = false
    const acquire = ({ signal, lane = 'short' }: AcquireOptions = {}) => {
      if (this.#expired) return Promise.reject(closedError())
      if (signal?.aborted) return Promise.reject(signal.reason)
      return this.#lendIdle(lane) ?? this.#wait(lane, signal)
    }
    return {
      acquire: async (options) => acquire(options),
      acquireFree: (options = {}) => {
        const isIdle = this.#idle.length > 0 || this.#size < this.#options.max
        const mustWait = !isIdle || this.#waiters.size > 0 || !this.#fits(options.lane ?? 'short')
        return mustWait && !this.#expired ? undefined : acquire(options)
      },
      leave: () => {
        if (isOver) return
        isOver = true
        this.#announced -= 1
        if (this.#isOver) for (const entry of this.#idle.splice(0)) this.#destroy(entry)
        this.#changed()
      },
    }
  }

  get #isOver(): boolean {
    return this.#closed && this.#announced === 0
  }

  #lendIdle(lane: Lane): Lease<T> | undefined {
    if (this.#waiters.size > 0 || !this.#fits(lane)) return undefined
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
    await Promise.all(this.#leases().map((lease) => this.#revoke(lease)))
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
    this.#ageing.stop()
    for (let waiter = this.#waiters.first; waiter; waiter = this.#waiters.first) {
      this.#waiters.remove(waiter)
      this.#giveUp(waiter, closedError())
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
    this.#expired = true
    await Promise.all(this.#leases().map((lease) => this.#revoke(lease)))
    await emptied
  }

  async #emptied(also: () => boolean): Promise<void> {
    while (this.#inUse + this.#creating + this.#recovering + this.#announced > 0 || !also()) {
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
    this.#entries.delete(lease.entry)
    if (!this.#options.revoke) this.#options.destroy(lease.resource)
    this.#destroyed += 1
    this.#changed()
  }

  #fits(lane: Lane): boolean {
    return lane === 'short' || this.#long < Math.max(1, this.#options.max - (this.#options.reserved ?? 0))
  }

  #leases(): PoolLease<T>[] {
    return [...this.#entries].flatMap(({ lease }) => lease ?? [])
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
    this.#inUse += 1
    entry.lease = lease
    entry.idleSince = undefined
    if (origin) this.#leaks?.taken(lease, origin)
    return lease
  }

  #forget(lease: PoolLease<T>): void {
    this.#inUse -= 1
    lease.entry.lease = undefined
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
    if (this.#draining) this.#changed()
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
    return this.#isOver || entry.generation !== this.#generation || entry.spent
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
    this.#entries.delete(entry)
    this.#options.destroy(entry.resource)
  }

  #offer(entry: Entry<T>): void {
    if (this.#isSpent(entry)) this.#replace(entry)
    else this.#keep(entry)
  }

  #keep(entry: Entry<T>): void {
    const oldest = this.#waiters.first
    if (oldest && this.#idle.length === 0 && this.#fits(oldest.lane)) {
      this.#serve(oldest, entry)
      return
    }
    this.#idle.push(entry)
    if (oldest) this.#dispatch()
  }

  #serve(waiter: Waiter<T>, entry: Entry<T>): void {
    this.#waiters.remove(waiter)
    if (waiter.scopes.length > 0) this.#unblock(waiter.scopes)
    waiter.resolve(this.#lend(entry, waiter.lane, waiter.origin))
  }

  /** Gives what is idle to those who wait, and creates what is missing. */
  #dispatch(): void {
    for (let waiter = this.#waiters.first; waiter && this.#idle.length > 0; ) {
      const { after } = waiter
      if (this.#fits(waiter.lane)) this.#serve(waiter, this.#idle.pop()!)
      waiter = after
    }
    let wanted = this.#waiters.size - this.#creating - this.#recovering
    while (wanted > 0 && this.#size < this.#options.max && !this.#isOver) {
      wanted -= 1
      void this.#grow()
    }
  }

  async #grow(): Promise<void> {
    try {
      await this.#create()
    } catch (error) {
      const oldest = this.#waiters.first
      if (oldest) {
        this.#waiters.remove(oldest)
        this.#giveUp(oldest, error)
      }
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
    const expiresAt = Date.now() + this.#options.maxLifetimeMs * (0.9 + Math.random() * 0.2)
    // In the same tick as the count above, or a caller in between would create one too many.
    const entry = { resource, generation, expiresAt, spent: false, idleSince: undefined, lease: undefined }
    this.#entries.add(entry)
    this.#ageing.start()
    this.#offer(entry)
  }

  #wait(lane: Lane, signal: AbortSignal | undefined): Promise<Lease<T>> {
    const scopes = HolderScope.of(this)
    if (scopes.length > 0) {
      this.#block(scopes)
      if (this.#isDeadlocked(scopes)) {
        this.#unblock(scopes)
        return Promise.reject(deadlockError(this.#options.max))
      }
    }
    const origin = this.#leaks?.origin()
    return new Promise((resolve, reject) => {
      this.#waiters.add(new Waiter({ lane, origin, scopes, signal }, resolve, reject))
      if (this.#inUse < this.#options.max) this.#dispatch()
    })
  }

  /** For a waiter that has left the queue. */
  #giveUp(waiter: Waiter<T>, error: unknown): void {
    this.#unblock(waiter.scopes)
    waiter.reject(error)
    this.#changed()
  }

  /** Every resource is held by someone who waits for one, or all by this very flow. */
  #isDeadlocked(scopes: readonly HolderScope[]): boolean {
    const { max } = this.#options
    return this.#inUse >= max && (this.#blocked >= max || scopes.length >= max)
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

  #reap(aged: readonly Entry<T>[]): void {
    for (const entry of aged) {
      if (!entry.spent && this.#size <= this.#options.min) continue
      const place = this.#idle.indexOf(entry)
      if (place === -1) continue
      this.#idle.splice(place, 1)
      this.#destroy(entry)
    }
    this.#topUp()
  }
}
