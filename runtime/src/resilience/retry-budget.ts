export interface RetryBudgetOptions {
  /** Retries allowed for each call that was made. Default 0.2. */
  readonly ratio?: number
  /** Retries allowed each second whatever the number of calls. Default 10. */
  readonly perSecond?: number
}

const secondsKept = 10

/** Keeps retries a share of the calls, so that an outage is not multiplied by those who wait for its end. */
export class RetryBudget {
  readonly #ratio: number
  readonly #perSecond: number
  #allowance: number
  #refilledAtMs = performance.now()
  #refused = 0

  constructor({ ratio = 0.2, perSecond = 10 }: RetryBudgetOptions = {}) {
    this.#ratio = ratio
    this.#perSecond = perSecond
    this.#allowance = perSecond * secondsKept
  }

  /** Retries that could be taken now, and how many were refused so far. */
  get stats(): { readonly left: number; readonly refused: number } {
    this.#refill()
    return { left: Math.floor(this.#allowance), refused: this.#refused }
  }

  /** Tells of a first attempt. */
  deposit(): void {
    this.#allowance += this.#ratio
  }

  /** False when a retry would be too many. */
  take(): boolean {
    this.#refill()
    if (this.#allowance < 1) {
      this.#refused += 1
      return false
    }
    this.#allowance -= 1
    return true
  }

  #refill(): void {
    const now = performance.now()
    const elapsedMs = now - this.#refilledAtMs
    this.#refilledAtMs = now
    const most = Math.max(this.#allowance, this.#perSecond * secondsKept)
    // What calls deposited is not lost to the cap, and does not grow without end either.
    this.#allowance = Math.min(
      this.#allowance + (elapsedMs / 1_000) * this.#perSecond,
      Math.min(most, 10_000),
    )
  }
}

/** What `retry` draws on when it is given no other: one for the process. */
export const processRetryBudget = new RetryBudget()
