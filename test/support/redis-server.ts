import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { temporaryFolder } from './project.js'
import { systemTool } from './system-tools.js'

export const redisProgram = systemTool('redis-server')

/** A real Redis on a port of its own, which can be killed, paused and started again. */
export class RedisServer {
  readonly port: number
  readonly #folder = temporaryFolder()
  readonly #args: readonly string[]
  #process: ChildProcess | undefined

  private constructor(port: number, args: readonly string[]) {
    this.port = port
    this.#args = args
  }

  static async start(...args: string[]): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), args)
    await server.start()
    return server
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`
  }

  /** Starts it, with what it saved if it saved anything. */
  async start(): Promise<void> {
    const args = ['--port', String(this.port), '--dir', this.#folder, ...this.#args]
    this.#process = spawn(redisProgram!, args, { stdio: 'ignore' })
    for (let attempt = 0; attempt < 400; attempt += 1) {
      if (await this.#answers()) return
      await sleep(25)
    }
    throw new Error('redis-server did not start.')
  }

  /** As the machine would: nothing is saved, nothing is said. */
  async kill(): Promise<void> {
    const child = this.#process
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }

  pause(): void {
    this.#process?.kill('SIGSTOP')
  }

  resume(): void {
    this.#process?.kill('SIGCONT')
  }

  client(): Redis {
    return new Redis(this.url, { maxRetriesPerRequest: 1, retryStrategy: () => null })
  }

  /** Runs commands over a connection of its own. */
  async use<R>(work: (redis: Redis) => Promise<R>): Promise<R> {
    const client = this.client()
    try {
      return await work(client)
    } finally {
      client.disconnect()
    }
  }

  async #answers(): Promise<boolean> {
    const client = this.client()
    client.on('error', () => undefined)
    try {
      return (await client.ping()) === 'PONG'
    } catch {
      return false
    } finally {
      client.disconnect()
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
