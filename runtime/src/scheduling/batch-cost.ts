/** A batch quicker than this is not doubted. */
const doubtfulMs = 10
const newestWeight = 0.3
const firstPause = 1_000
const longestPause = 1_000_000

/**
 * Whether batches pay, from what was seen. DuckDB may scan the whole table for a batch where it uses an index for
 * one key: on a large table that costs more than many single reads. Then no read waits for a batch until some
 * thousand have passed, and ever more of them each time it turns out the same.
 */
export class BatchCost {
  #togetherMs: number | undefined
  #aloneMs: number | undefined
  #pausedFor = 0
  #nextPause = firstPause

  /** True when the next read should run by itself. */
  skipsBatch(): boolean {
    if (this.#pausedFor === 0) return false
    this.#pausedFor -= 1
    if (this.#pausedFor === 0) {
      this.#togetherMs = undefined
      this.#aloneMs = undefined
    }
    return true
  }

  prefersTogether(calls: number): boolean {
    if (this.#togetherMs === undefined) return true
    if (this.#aloneMs === undefined) return this.#togetherMs < doubtfulMs
    if (this.#togetherMs <= this.#aloneMs * calls) {
      this.#nextPause = firstPause
      return true
    }
    this.#pausedFor = this.#nextPause
    this.#nextPause = Math.min(4 * this.#nextPause, longestPause)
    return false
  }

  tookTogether(durationMs: number): void {
    this.#togetherMs = averaged(this.#togetherMs, durationMs)
  }

  /** `calls` single reads at once, in all. */
  tookAlone(durationMs: number, calls: number): void {
    this.#aloneMs = averaged(this.#aloneMs, durationMs / calls)
  }
}

function averaged(known: number | undefined, newest: number): number {
  return known === undefined ? newest : known + (newest - known) * newestWeight
}
