import type { Entry } from './pool-lease.js'

interface AgeingOptions<T> {
  readonly idleTimeoutMs: number
  readonly maxLifetimeMs: number
  /** All that exist, also those on loan. */
  readonly entries: ReadonlySet<Entry<T>>
  /** Called after each look with what is idle too long or has lived long enough. */
  readonly onAged: (entries: readonly Entry<T>[]) => void
}

const shortestPeriodMs = 5
const longestPeriodMs = 60_000
const looksPerTime = 8

/**
 * Looks from time to time how old resources are, so that lending one needs no clock. Their time is up
 * an eighth late at most, and never early.
 */
export class Ageing<T> {
  readonly #options: AgeingOptions<T>
  readonly #periodMs: number
  #timer: NodeJS.Timeout | undefined

  constructor(options: AgeingOptions<T>) {
    this.#options = options
    const soonestMs = Math.min(options.idleTimeoutMs, options.maxLifetimeMs)
    this.#periodMs = Math.max(shortestPeriodMs, Math.min(soonestMs / looksPerTime, longestPeriodMs))
  }

  /** To be called whenever a resource has been made; it stops by itself when none is left. */
  start(): void {
    const { idleTimeoutMs, maxLifetimeMs } = this.#options
    if (this.#timer || Math.min(idleTimeoutMs, maxLifetimeMs) === Number.POSITIVE_INFINITY) return
    this.#timer = setInterval(() => this.#look(), this.#periodMs).unref()
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  #look(): void {
    const { entries, idleTimeoutMs, onAged } = this.#options
    if (entries.size === 0) {
      this.stop()
      return
    }
    const now = Date.now()
    const aged = []
    for (const entry of entries) {
      entry.spent = now >= entry.expiresAt
      if (entry.lease) continue
      // Idle since some time after the last look: counted from now, so that it never goes too early.
      entry.idleSince ??= now
      if (entry.spent || now - entry.idleSince >= idleTimeoutMs) aged.push(entry)
    }
    onAged(aged)
  }
}
