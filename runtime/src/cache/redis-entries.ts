import * as timers from 'node:timers/promises'
import type { CacheOptions } from './cache-options.js'
import { cacheDefaults } from './cache-options.js'
import { newGeneration } from './generations.js'
import type { Entry } from './read-through.js'
import type { RedisLink } from './redis-link.js'
import { decode, encode } from './value-codec.js'
import { sizeOf } from './value-copy.js'

/** Writes to Redis under way at most; what comes beyond them is not stored. */
const mostWrites = 256
const firstPollMs = 5
const longestPollMs = 40

/** Deletes the lease if it is still one's own. */
const releaseScript = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end"

/** Answers in Redis. One key for each question; the stamp inside says whether it is still the answer. */
export class RedisEntries {
  readonly #link: RedisLink
  readonly #namespace: string
  readonly #compressOverBytes: number
  readonly #leaseMs: number
  readonly #maxEntryBytes: number
  #writes = 0

  constructor(link: RedisLink, namespace: string, options: CacheOptions) {
    const { compressOverBytes, leaseMs, maxBytes } = { ...cacheDefaults, ...options }
    this.#link = link
    this.#namespace = namespace
    this.#compressOverBytes = compressOverBytes
    this.#leaseMs = leaseMs
    this.#maxEntryBytes = options.maxEntryBytes ?? Math.ceil(maxBytes / 8)
  }

  /** Undefined when there is none, or what is there is of another state, damaged, or something else. */
  async get(name: string, stamp: string): Promise<Entry | undefined> {
    const bytes = await this.#link.ask((redis) => redis.getBuffer(this.#key('v', name)))
    if (!bytes) return undefined
    try {
      const entry = (await decode(bytes)) as Entry
      return entry.stamp === stamp ? entry : undefined
    } catch {
      this.#link.noteError()
      return undefined
    }
  }

  /** Does not make anybody wait. */
  set(name: string, entry: Entry): void {
    if (this.#writes >= mostWrites || sizeOf(entry.value) > this.#maxEntryBytes) return
    this.#writes += 1
    void this.#write(name, entry).finally(() => {
      this.#writes -= 1
    })
  }

  /**
   * Lets one process read the answer anew while the others wait for it, for a short time. Gives the lease to the
   * one, the answer to those who waited with success, and nothing to those who did not.
   */
  async takeTurn(name: string, stamp: string): Promise<{ lease?: string; entry?: Entry }> {
    if (this.#leaseMs <= 0) return {}
    const key = this.#leaseKey(name, stamp)
    const lease = newGeneration()
    const take = () => this.#link.ask((redis) => redis.set(key, lease, 'PX', this.#leaseMs, 'NX'))
    const startedAt = performance.now()
    let taken = await take()
    let waitMs = firstPollMs
    // `null` says that another has it; undefined that Redis did not answer.
    while (taken === null && performance.now() - startedAt < this.#leaseMs) {
      await timers.setTimeout(waitMs)
      waitMs = Math.min(longestPollMs, waitMs * 2)
      const entry = await this.get(name, stamp)
      if (entry) return { entry }
      taken = await take()
    }
    return taken === 'OK' ? { lease } : {}
  }

  endTurn(name: string, stamp: string, lease: string): void {
    void this.#link.ask((redis) => redis.eval(releaseScript, 1, this.#leaseKey(name, stamp), lease))
  }

  async #write(name: string, entry: Entry): Promise<void> {
    try {
      const bytes = await encode(entry, this.#compressOverBytes)
      const lifeMs = Math.max(1, Math.round(entry.ttlMs + entry.graceMs))
      await this.#link.ask((redis) => redis.set(this.#key('v', name), bytes, 'PX', lifeMs))
    } catch {
      // A value that cannot be put into bytes stays in memory.
    }
  }

  #key(kind: 'v' | 'l', name: string): string {
    return `${this.#namespace}:${kind}:${name}`
  }

  #leaseKey(name: string, stamp: string): string {
    return this.#key('l', `${name}:${stamp}`)
  }
}
