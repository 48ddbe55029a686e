import type { CommitListener, CommittedWrite } from './database-events.js'

/** Those who want to know what was committed. */
export class CommitListeners {
  readonly #listeners = new Set<CommitListener>()
  readonly #onFailure: (cause: unknown) => void

  constructor(onFailure: (cause: unknown) => void) {
    this.#onFailure = onFailure
  }

  add(listener: CommitListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Undefined when nothing has to be waited for. */
  announce(writes: readonly CommittedWrite[]): Promise<unknown> | undefined {
    if (writes.length === 0 || this.#listeners.size === 0) return undefined
    const pending: Promise<unknown>[] = []
    for (const listener of this.#listeners) {
      try {
        const result = listener(writes)
        if (result instanceof Promise) pending.push(result.catch(this.#onFailure))
      } catch (cause) {
        this.#onFailure(cause)
      }
    }
    return pending.length > 0 ? Promise.all(pending) : undefined
  }
}
