/** Runs tasks one after another, in the order they were given. A task that fails does not stop the next. */
export class TaskQueue {
  #tail: Promise<unknown> = Promise.resolve()

  run<T>(task: () => Promise<T> | T): Promise<T> {
    const result = this.#tail.then(task)
    this.#tail = result.catch(() => undefined)
    return result
  }

  /** Settles when everything given so far is done. */
  get idle(): Promise<unknown> {
    return this.#tail
  }
}
