/** Lets one caller at a time through, in the order they came. */
export class Mutex {
  #tail: Promise<unknown> = Promise.resolve()
  #pending = 0

  get pending(): number {
    return this.#pending
  }

  run<R>(work: () => Promise<R>): Promise<R> {
    this.#pending += 1
    const turn = this.#pending === 1 ? work() : this.#tail.then(work)
    const done = () => {
      this.#pending -= 1
    }
    this.#tail = turn.then(done, done)
    return turn
  }
}
