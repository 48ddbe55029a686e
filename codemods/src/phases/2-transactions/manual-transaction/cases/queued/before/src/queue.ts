/** Runs what it is given when its turn comes, out of whatever runs then. */
export class Queue {
  private readonly waiting: (() => Promise<unknown>)[] = []
  private running = false

  push(work: () => Promise<unknown>): void {
    this.waiting.push(work)
    if (!this.running) void this.next()
  }

  private async next(): Promise<void> {
    this.running = true
    for (let work = this.waiting.shift(); work; work = this.waiting.shift()) await work()
    this.running = false
  }
}

let last: Promise<unknown> = Promise.resolve()

export function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = last.then(() => work())
  last = turn.catch(() => undefined)
  return turn
}

const waiting: (() => void)[] = []

export function later(work: () => Promise<unknown>): Promise<void> {
  return new Promise((resolve, reject) => {
    waiting.push(() => work().then(() => resolve(), reject))
    setTimeout(() => waiting.shift()?.(), 1)
  })
}
