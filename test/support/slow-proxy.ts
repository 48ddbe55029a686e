import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'

/** Passes bytes on to a port, each way later than they came. Cutting it drops every connection. */
export class SlowProxy {
  delayMs = 0
  readonly #server: Server
  readonly #sockets = new Set<Socket>()

  private constructor(server: Server) {
    this.#server = server
  }

  static async start(toPort: number): Promise<SlowProxy> {
    const server = createServer()
    const proxy = new SlowProxy(server)
    server.on('connection', (socket) => proxy.#join(socket, connect(toPort, '127.0.0.1')))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return proxy
  }

  get url(): string {
    return `redis://127.0.0.1:${(this.#server.address() as { port: number }).port}`
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    this.#server.close()
  }

  #join(one: Socket, other: Socket): void {
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      this.#sockets.add(from)
      from.setNoDelay(true)
      // Timers of one length fire in order, so bytes are never overtaken while the delay stays the same.
      let last = Promise.resolve()
      from.on('data', (bytes) => {
        const due = new Promise((resolve) => setTimeout(resolve, this.delayMs))
        last = last.then(() => due).then(() => void to.write(bytes))
      })
      from.on('close', () => {
        this.#sockets.delete(from)
        to.destroy()
      })
      from.on('error', () => to.destroy())
    }
  }
}
