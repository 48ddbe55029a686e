import { LRUCache } from 'lru-cache'
import type { QueryOptions } from '../database.js'
import type { Admission, Lane } from './driver-calls.js'
import { type LongTurn, longTurns, type SeenLong } from './long-turns.js'

/** A statement seen to take longer than this goes to the long lane next time. */
const longAfterMs = 50
const kept = 1_000

/** Decides which lane a statement takes: what the caller says, else what was seen of the same text. */
export class StatementLanes {
  readonly #reserved: number
  readonly #long = new LRUCache<string, SeenLong>({ max: kept })

  constructor(reserved: number) {
    this.#reserved = reserved
  }

  admit(sql: string, options?: QueryOptions): Admission {
    const signal = options?.signal
    if (this.#reserved === 0) return { signal }
    const lane: Lane = options?.lane ?? (this.#long.has(sql) ? 'long' : 'short')
    return { signal, lane, reserved: this.#reserved }
  }

  /** Waits until a long statement may run; undefined for the others, which never wait. */
  turn(sql: string, { lane, signal }: Admission): Promise<LongTurn> | undefined {
    if (lane !== 'long') return undefined
    return longTurns.begin(this.#long.get(sql) ?? { durationMs: longAfterMs, saturates: undefined }, signal)
  }

  /** Tells how long a statement ran on its connection, and whether it kept the processors busy. */
  observe(sql: string, durationMs: number, saturates?: boolean): void {
    if (this.#reserved === 0) return
    if (durationMs > longAfterMs) this.#long.set(sql, { durationMs, saturates })
    else this.#long.delete(sql)
  }
}
