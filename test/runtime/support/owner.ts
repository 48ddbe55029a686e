import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('owner-process.mjs', import.meta.url))

/** Another process, which has the database open and is asked over a channel. */
export class Owner {
  readonly #child: ChildProcess
  readonly #waiting = new Map<number, { resolve: (answer: never) => void; reject: (error: Error) => void }>()
  #asked = 0

  private constructor(child: ChildProcess) {
    this.#child = child
    child.on('message', ({ number, answer, error }: { number: number; answer?: never; error?: string }) => {
      const waiter = this.#waiting.get(number)
      this.#waiting.delete(number)
      if (error === undefined) waiter?.resolve(answer as never)
      else waiter?.reject(new Error(error))
    })
  }

  static async start(path: string, redis: string, namespace: string): Promise<Owner> {
    const child = fork(program, [path, redis, namespace])
    await once(child, 'message')
    return new Owner(child)
  }

  ask<R>(request: string, fields: object = {}): Promise<R> {
    this.#asked += 1
    const number = this.#asked
    return new Promise<R>((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject })
      this.#child.send({ number, request, ...fields })
    })
  }

  async close(): Promise<void> {
    const ended = once(this.#child, 'exit')
    void this.ask('close').catch(() => undefined)
    await ended
  }

  kill(): void {
    this.#child.kill('SIGKILL')
  }
}
