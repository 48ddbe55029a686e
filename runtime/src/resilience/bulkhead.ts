import { deadlineSignal } from './deadline.js'
import { OverloadedError } from './resilience-errors.js'

export interface BulkheadOptions {
  readonly maxConcurrent: number
  /** Calls that may wait for a place; what comes beyond them is turned away. Default: none waits. */
  readonly maxQueue?: number
}

/** So many calls at a time and so many waiting; the rest is refused at once, so that a pile-up stays bounded. */
export class Bulkhead {
  readonly #name: string
  readonly #maxConcurrent: number
  readonly #maxQueue: number
  readonly #waiting: { readonly start: () => void }[] = []
  #running = 0
  #refused = 0

  constructor(name: string, { maxConcurrent, maxQueue = 0 }: BulkheadOptions) {
    if (!(maxConcurrent >= 1)) throw new RangeError('maxConcurrent must be at least 1.')
    this.#name = name
    this.#maxConcurrent = maxConcurrent
    this.#maxQueue = maxQueue
  }

  get stats(): { readonly running: number; readonly waiting: number; readonly refused: number } {
    return { running: this.#running, waiting: this.#waiting.length, refused: this.#refused }
  }

  /** Throws OverloadedError when there is no room; a call whose deadline passes while it waits leaves the queue. */
  async run<R>(call: () => Promise<R>): Promise<R> {
    if (this.#running >= this.#maxConcurrent) await this.#wait()
    else this.#running += 1
    try {
      return await call()
    } finally {
      const next = this.#waiting.shift()
      if (next) next.start()
      else this.#running -= 1
    }
  }

  #wait(): Promise<void> {
    if (this.#waiting.length >= this.#maxQueue) {
      this.#refused += 1
      throw new OverloadedError(this.#name, this.#running, this.#waiting.length)
    }
    const signal = deadlineSignal()
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1)
        reject(signal?.reason)
      }
      const waiter = {
        start: () => {
          signal?.removeEventListener('abort', onAbort)
          resolve()
        },
      }
      this.#waiting.push(waiter)
      signal?.addEventListener('abort', onAbort, { once: true })
    })
  }
}
