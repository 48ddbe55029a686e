/** Statements expected to be quick, and those that would make them wait. */
export type Lane = 'short' | 'long'

export interface Admission {
  readonly lane?: Lane
  /** Places that calls of the long lane leave free. */
  readonly reserved?: number
  readonly signal?: AbortSignal | undefined
  /** The end of the turn that the statement was given among those that change rows of its table. */
  readonly endTurn?: (() => void) | undefined
}

interface Waiter {
  readonly lane: Lane
  readonly reserved: number
  readonly admit: () => void
}

const libuvDefaultThreads = 4

/** How many threads libuv runs blocking calls on; the environment decides before the process starts. */
export const libuvThreads = Math.max(1, Number(process.env.UV_THREADPOOL_SIZE) || libuvDefaultThreads)

/**
 * Admits driver calls. Each holds a libuv thread until it is done; when they hold all of them, the process's
 * file and DNS calls stand still, so one thread is always left free.
 */
export class DriverCalls {
  readonly limit: number
  #waiting: Waiter[] = []
  #running = 0
  #long = 0

  constructor(threads = libuvThreads) {
    this.limit = Math.max(1, threads - 1)
  }

  get running(): number {
    return this.#running
  }

  get waiting(): number {
    return this.#waiting.length
  }

  /** Undefined when the call may start at once. Every admitted call must `leave` in the same lane. */
  enter(lane: Lane = 'short', reserved = 0, signal?: AbortSignal): Promise<void> | undefined {
    if (this.#fits(lane, reserved)) {
      this.#start(lane)
      return undefined
    }
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        this.#waiting = this.#waiting.filter((other) => other !== waiter)
        reject(signal?.reason)
      }
      const admit = () => {
        signal?.removeEventListener('abort', onAbort)
        resolve()
      }
      const waiter: Waiter = { lane, reserved, admit }
      signal?.addEventListener('abort', onAbort, { once: true })
      this.#waiting.push(waiter)
    })
  }

  leave(lane: Lane = 'short'): void {
    this.#running -= 1
    if (lane === 'long') this.#long -= 1
    if (this.#waiting.length === 0) return
    const index = this.#waiting.findIndex((waiter) => this.#fits(waiter.lane, waiter.reserved))
    if (index === -1) return
    const [next] = this.#waiting.splice(index, 1)
    this.#start(next!.lane)
    next!.admit()
  }

  #fits(lane: Lane, reserved: number): boolean {
    if (this.#running >= this.limit) return false
    return lane === 'short' || this.#long < Math.max(1, this.limit - reserved)
  }

  #start(lane: Lane): void {
    this.#running += 1
    if (lane === 'long') this.#long += 1
  }
}

/** libuv's threads belong to the process, whatever number of databases it opens. */
export const driverCalls = new DriverCalls()
