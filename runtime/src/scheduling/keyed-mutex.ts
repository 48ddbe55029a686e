import { AsyncLocalStorage } from 'node:async_hooks'

interface Turn {
  readonly start: () => void
}

interface Holding {
  readonly owner: object
  readonly key: unknown
  readonly outer: Holding | undefined
  active: boolean
}

const held = new AsyncLocalStorage<Holding>()

/** One caller at a time for each key, in the order they came; different keys do not wait for each other. */
export class KeyedMutex {
  readonly #queues = new Map<unknown, Turn[]>()

  /** A flow that holds the key already runs `work` at once. Rejects with the signal's reason when aborted in the queue. */
  async run<R>(
    key: unknown,
    work: () => Promise<R>,
    { signal }: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<R> {
    signal?.throwIfAborted()
    if (this.#isHeldHere(key)) return work()
    const queue = this.#queues.get(key)
    if (queue) await this.#wait(queue, signal)
    else this.#queues.set(key, [])
    const holding: Holding = { owner: this, key, outer: activeFrom(held.getStore()), active: true }
    try {
      return await held.run(holding, work)
    } finally {
      holding.active = false
      this.#next(key)
    }
  }

  #isHeldHere(key: unknown): boolean {
    for (let holding = held.getStore(); holding; holding = holding.outer) {
      if (holding.active && holding.owner === this && holding.key === key) return true
    }
    return false
  }

  #wait(queue: Turn[], signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        queue.splice(queue.indexOf(turn), 1)
        reject(signal?.reason)
      }
      const turn: Turn = {
        start: () => {
          signal?.removeEventListener('abort', onAbort)
          resolve()
        },
      }
      signal?.addEventListener('abort', onAbort, { once: true })
      queue.push(turn)
    })
  }

  #next(key: unknown): void {
    const next = this.#queues.get(key)?.shift()
    if (next) next.start()
    else this.#queues.delete(key)
  }
}

function activeFrom(holding: Holding | undefined): Holding | undefined {
  let candidate = holding
  while (candidate && !candidate.active) candidate = candidate.outer
  return candidate
}
