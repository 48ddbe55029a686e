interface Item<T, R> {
  readonly value: T
  readonly resolve: (result: R) => void
  readonly reject: (error: unknown) => void
}

/**
 * Collects what is asked for in one turn of the event loop, and while the batch before runs, into one batch.
 * A lone caller does not wait.
 */
export class Batcher<T, R> {
  readonly #run: (values: readonly T[]) => Promise<readonly PromiseSettledResult<R>[]>
  readonly #maxSize: number
  #items: Item<T, R>[] = []
  #active = false

  constructor(
    run: (values: readonly T[]) => Promise<readonly PromiseSettledResult<R>[]>,
    { maxSize }: { readonly maxSize: number },
  ) {
    this.#run = run
    this.#maxSize = maxSize
  }

  get idle(): boolean {
    return !this.#active
  }

  add(value: T): Promise<R> {
    return new Promise((resolve, reject) => {
      this.#items.push({ value, resolve, reject })
      if (this.#active) return
      this.#active = true
      // After the promise jobs of this turn: those who were answered together ask again together.
      Promise.resolve().then(() => process.nextTick(() => void this.#work()))
    })
  }

  async #work(): Promise<void> {
    while (this.#items.length > 0) {
      const batch = this.#items.splice(0, this.#maxSize)
      const results = await this.#run(batch.map(({ value }) => value)).catch((reason: unknown) =>
        batch.map(() => ({ status: 'rejected' as const, reason })),
      )
      batch.forEach((item, index) => {
        const result = results[index]!
        if (result.status === 'fulfilled') item.resolve(result.value)
        else item.reject(result.reason)
      })
      if (this.#items.length < batch.length) await new Promise<void>((resolve) => process.nextTick(resolve))
    }
    this.#active = false
  }
}
