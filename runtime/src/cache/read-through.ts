import { LRUCache } from 'lru-cache'
import { TimeoutError } from '../errors/database-error.js'
import { isDependencyFailure } from '../resilience/breaker.js'
import { remainingMs, withoutDeadline } from '../resilience/deadline.js'
import { BreakerOpenError } from '../resilience/resilience-errors.js'
import { runTimed } from '../resilience/timed-call.js'
import { shortKey } from './cache-key.js'
import type { CacheOptions, CacheStats } from './cache-options.js'
import { cacheDefaults } from './cache-options.js'
import type { CachePolicy } from './cached.js'
import type { GenerationSync } from './generation-sync.js'
import type { Generations } from './generations.js'
import { RedisEntries } from './redis-entries.js'
import type { RedisLink } from './redis-link.js'
import { copyValue, sizeOf } from './value-copy.js'

export interface Entry {
  readonly value: unknown
  /** The generations it was read under: it is the answer for as long as they stand. */
  readonly stamp: string
  /** Wall clock, milliseconds. */
  readonly readAtMs: number
  readonly ttlMs: number
  readonly graceMs: number
}

export interface Loaded {
  readonly value: unknown
  /** False when it must not be served to others. Default true. */
  readonly isShared?: boolean
  /** It has no rows. */
  readonly isEmpty?: boolean
}

export interface ReadRequest {
  /** Equal for equal questions. */
  readonly key: string
  readonly tables: readonly string[]
  readonly policy: CachePolicy
}

export interface CallLimits {
  readonly signal?: AbortSignal | undefined
  readonly timeoutMs?: number | undefined
}

export interface SharedStore {
  readonly link: RedisLink
  readonly sync: GenerationSync
}

const jitterShare = 0.1

type Counts = Record<'hits' | 'redisHits' | 'misses' | 'joined' | 'graced' | 'refreshed' | 'bypassed', number>

/**
 * Answers from memory, then Redis, then the source. An answer belongs to the generations of its tables as they
 * were before it was read; who raced a commit stores under those that nobody asks for any more.
 */
export class ReadThrough {
  readonly #generations: Generations
  readonly #entries: LRUCache<string, Entry>
  readonly #flights = new Map<string, Promise<Entry>>()
  readonly #options: CacheOptions
  readonly #counts: Counts = {
    hits: 0,
    redisHits: 0,
    misses: 0,
    joined: 0,
    graced: 0,
    refreshed: 0,
    bypassed: 0,
  }
  #shared: { readonly store: SharedStore; readonly entries: RedisEntries } | undefined

  constructor(generations: Generations, options: CacheOptions) {
    this.#generations = generations
    this.#options = options
    const { maxEntries, maxBytes } = { ...cacheDefaults, ...options }
    const maxEntryBytes = options.maxEntryBytes ?? Math.ceil(maxBytes / 8)
    this.#entries = new LRUCache({
      max: maxEntries,
      maxSize: maxBytes,
      maxEntrySize: maxEntryBytes,
      sizeCalculation: (entry, key) => 128 + 2 * key.length + sizeOf(entry.value),
    })
  }

  share(store: SharedStore, namespace: string): void {
    this.#shared = { store, entries: new RedisEntries(store.link, namespace, this.#options) }
  }

  get stats(): Omit<CacheStats, 'invalidations'> {
    const { store } = this.#shared ?? {}
    const isReady = store?.sync.epoch !== undefined && store.link.state === 'closed'
    return {
      ...this.#counts,
      entries: this.#entries.size,
      redis: !store ? (this.#options.redis ? 'connecting' : 'off') : isReady ? 'ready' : 'away',
      redisErrors: store?.link.errors ?? 0,
    }
  }

  noteBypass(): void {
    this.#counts.bypassed += 1
  }

  clear(): void {
    this.#entries.clear()
  }

  /** A copy of the answer that the caller may change. Throws what `load` throws, when nothing may stand in for it. */
  async read(request: ReadRequest, load: () => Promise<Loaded>, limits: CallLimits = {}): Promise<unknown> {
    const { key, policy } = request
    const sync = this.#shared?.store.sync
    if (sync && !sync.isTrusted) {
      this.noteBypass()
      return (await load()).value
    }
    const stamp = this.#stamp(request.tables)
    const entry = this.#entries.get(key)
    const isCurrent = entry?.stamp === stamp
    if (isCurrent) {
      const ageMs = Date.now() - entry.readAtMs
      if (ageMs < entry.ttlMs) {
        this.#counts.hits += 1
        if (ageMs > (policy.refreshAfterMs ?? Number.POSITIVE_INFINITY)) this.#refresh(request, stamp, load)
        return copyValue(entry.value)
      }
    }
    const flightKey = `${stamp} ${key}`
    let flight = this.#flights.get(flightKey)
    if (flight) this.#counts.joined += 1
    else
      flight = this.#start(flightKey, () => this.#fetch(request, stamp, load, isCurrent ? entry : undefined))
    const limitMs = Math.min(limits.timeoutMs ?? Infinity, remainingMs() ?? Infinity)
    const hasLimit = limits.signal !== undefined || limitMs !== Infinity
    // The read is shared: who has no time left leaves it to the others.
    const answer = hasLimit
      ? runTimed(
          'the query',
          () => flight,
          limits.timeoutMs ?? false,
          limits.signal,
          () => timeoutError(limits),
        )
      : flight
    return copyValue((await answer).value)
  }

  /** In memory the process with the database needs no word from Redis; in Redis, and without it, the epoch counts too. */
  #stamp(tables: readonly string[]): string {
    const stamp = this.#generations.stamp(tables)
    const sync = this.#shared?.store.sync
    return sync && !sync.hasDatabase ? `${sync.epoch}|${stamp}` : stamp
  }

  #start(flightKey: string, work: () => Promise<Entry>): Promise<Entry> {
    const flight = withoutDeadline(work).finally(() => this.#flights.delete(flightKey))
    this.#flights.set(flightKey, flight)
    return flight
  }

  #refresh(request: ReadRequest, stamp: string, load: () => Promise<Loaded>): void {
    const flightKey = `${stamp} ${request.key}`
    if (this.#flights.has(flightKey)) return
    this.#counts.refreshed += 1
    this.#start(flightKey, () => this.#load(request, stamp, this.#storedStamp(stamp), load)).catch(
      () => undefined,
    )
  }

  async #fetch(
    request: ReadRequest,
    stamp: string,
    load: () => Promise<Loaded>,
    expired: Entry | undefined,
  ): Promise<Entry> {
    const storedStamp = this.#storedStamp(stamp)
    const shared = storedStamp === undefined ? undefined : this.#shared?.entries
    const name = shared && shortKey(request.key)
    let lease: string | undefined
    let standIn = expired
    if (shared && storedStamp !== undefined) {
      const found = await shared.get(name!, storedStamp)
      if (found) {
        const entry = { ...found, stamp }
        if (Date.now() - found.readAtMs < found.ttlMs) return this.#keep(request.key, entry, 'redisHits')
        standIn ??= entry
      } else {
        const turn = await shared.takeTurn(name!, storedStamp)
        if (turn.entry) return this.#keep(request.key, { ...turn.entry, stamp }, 'redisHits')
        lease = turn.lease
      }
    }
    try {
      return await this.#load(request, stamp, storedStamp, load)
    } catch (error) {
      if (!standIn || !mayStandIn(standIn, error)) throw error
      this.#counts.graced += 1
      return standIn
    } finally {
      if (lease !== undefined) shared!.endTurn(name!, storedStamp!, lease)
    }
  }

  #keep(key: string, entry: Entry, count: 'redisHits'): Entry {
    this.#counts[count] += 1
    this.#entries.set(key, entry)
    return entry
  }

  /** The stamp under which Redis keeps the answer; undefined while it must not be used. */
  #storedStamp(stamp: string): string | undefined {
    const sync = this.#shared?.store.sync
    const epoch = sync?.epoch
    if (!sync || epoch === undefined) return undefined
    return sync.hasDatabase ? `${epoch}|${stamp}` : stamp
  }

  async #load(
    { key, policy }: ReadRequest,
    stamp: string,
    storedStamp: string | undefined,
    load: () => Promise<Loaded>,
  ): Promise<Entry> {
    const readAtMs = Date.now()
    const { value, isShared = true, isEmpty = false } = await load()
    this.#counts.misses += 1
    const ttlMs = (isEmpty ? policy.emptyTtlMs : undefined) ?? policy.ttlMs
    const entry: Entry = {
      value,
      stamp,
      readAtMs,
      ttlMs: ttlMs * (1 + jitterShare * (2 * Math.random() - 1)),
      graceMs: policy.graceMs ?? this.#options.graceMs ?? cacheDefaults.graceMs,
    }
    if (!isShared) return entry
    this.#entries.set(key, entry)
    if (storedStamp !== undefined) this.#shared?.entries.set(shortKey(key), { ...entry, stamp: storedStamp })
    return entry
  }
}

function timeoutError({ timeoutMs }: CallLimits): TimeoutError {
  return new TimeoutError(`The query took longer than ${timeoutMs} ms.`, { code: 'timeout' })
}

/** Only what still is the answer: past its time, but of the current generations. */
function mayStandIn(entry: Entry, error: unknown): boolean {
  const isAway = error instanceof BreakerOpenError || isDependencyFailure(error)
  return isAway && Date.now() - entry.readAtMs < entry.ttlMs + entry.graceMs
}
