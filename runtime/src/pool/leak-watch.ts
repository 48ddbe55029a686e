import type { LeaseReport } from './lease.js'

interface Loan {
  readonly since: number
  /** Its stack is formatted only when it is reported. */
  readonly origin: Error
  reported: boolean
}

interface LeakWatchOptions {
  readonly leakDetectionMs: number
  readonly onLeak?: ((report: LeaseReport) => void) | undefined
  readonly onUnleaked?: ((report: LeaseReport) => void) | undefined
}

const framesKept = 30

/** Notices leases that stay out too long, and tells who took them. */
export class LeakWatch {
  readonly #options: LeakWatchOptions
  readonly #loans = new Map<object, Loan>()
  #timer: NodeJS.Timeout | undefined
  #leaked = 0

  constructor(options: LeakWatchOptions) {
    this.#options = options
  }

  get leaked(): number {
    return this.#leaked
  }

  /** To be called where the borrower can still be seen on the stack. */
  origin(): Error {
    const { stackTraceLimit } = Error
    Error.stackTraceLimit = framesKept
    const origin = new Error('borrowed here')
    Error.stackTraceLimit = stackTraceLimit
    return origin
  }

  taken(lease: object, origin: Error): void {
    this.#loans.set(lease, { since: performance.now(), origin, reported: false })
    this.#timer ??= setInterval(() => this.#look(), Math.max(1, this.#options.leakDetectionMs / 4)).unref()
  }

  returned(lease: object): void {
    const loan = this.#loans.get(lease)
    if (!loan) return
    this.#loans.delete(lease)
    if (this.#loans.size === 0) {
      clearInterval(this.#timer)
      this.#timer = undefined
    }
    if (!loan.reported) return
    this.#leaked -= 1
    this.#options.onUnleaked?.(reportOf(loan))
  }

  #look(): void {
    for (const loan of this.#loans.values()) {
      if (loan.reported || performance.now() - loan.since < this.#options.leakDetectionMs) continue
      loan.reported = true
      this.#leaked += 1
      this.#options.onLeak?.(reportOf(loan))
    }
  }
}

function reportOf(loan: Loan): LeaseReport {
  return { heldMs: Math.round(performance.now() - loan.since), stack: loan.origin.stack ?? '' }
}
