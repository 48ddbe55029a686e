import type { Redis, RedisOptions } from 'ioredis'
import { DatabaseError } from '../errors/database-error.js'
import { Breaker, type BreakerState } from '../resilience/breaker.js'
import type { CacheOptions } from './cache-options.js'

const longestReconnectMs = 300
const connectTimeoutMs = 2_000

/** The connections to Redis: one for commands, one that listens. Nothing here throws because Redis is away or slow. */
export class RedisLink {
  readonly commands: Redis
  readonly listening: Redis
  readonly #breaker: Breaker
  readonly #timeoutMs: number
  #errors = 0

  constructor(commands: Redis, listening: Redis, name: string, timeoutMs: number) {
    this.commands = commands
    this.listening = listening
    this.#timeoutMs = timeoutMs
    this.#breaker = new Breaker(name, {
      minCalls: 5,
      windowMs: 2_000,
      resetMs: 250,
      timeoutMs: false,
      isFailure: isAwayOrSlow,
    })
    for (const client of [commands, listening]) {
      client.on('error', () => this.noteError())
      // A cache is no reason for a process to live on.
      client.on('connect', () => (client.stream as { unref?: () => void }).unref?.())
    }
  }

  get breaker(): Breaker {
    return this.#breaker
  }

  get state(): BreakerState {
    return this.#breaker.state
  }

  get errors(): number {
    return this.#errors
  }

  noteError(): void {
    this.#errors += 1
  }

  /** What the command answers, or undefined when Redis does not, in time. */
  async ask<R>(command: (redis: Redis) => Promise<R>): Promise<R | undefined> {
    try {
      return await this.#breaker.run(() => this.within(command(this.commands)))
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'breaker-open') this.noteError()
      return undefined
    }
  }

  /** Rejects when the answer takes longer than one call to Redis may. */
  within<R>(answer: Promise<R>): Promise<R> {
    answer.catch(() => undefined)
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('Redis took too long.')), this.#timeoutMs)
      answer.then(resolve, reject).finally(() => clearTimeout(timer))
    })
  }

  /** Breaks both connections, so that they are made anew. */
  reconnect(): void {
    for (const client of [this.commands, this.listening]) client.disconnect(true)
  }

  close(): void {
    for (const client of [this.commands, this.listening]) client.disconnect()
  }
}

/** Connects in the background. Throws DatabaseError `not-supported` when ioredis is not installed. */
export async function openRedisLink(
  redis: NonNullable<CacheOptions['redis']>,
  name: string,
  timeoutMs: number,
): Promise<RedisLink> {
  const options: RedisOptions = {
    // What cannot be sent now is not worth sending later: DuckDB has answered by then.
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    enableAutoPipelining: true,
    connectTimeout: connectTimeoutMs,
    retryStrategy: (attempt) => Math.min(longestReconnectMs, 25 * attempt),
    reconnectOnError: null,
    keyPrefix: '',
  }
  const connect = await connector(redis)
  return new RedisLink(
    connect(options),
    connect({ ...options, enableAutoPipelining: false, autoResubscribe: false }),
    name,
    timeoutMs,
  )
}

async function connector(redis: NonNullable<CacheOptions['redis']>) {
  if (typeof redis !== 'string') return (options: RedisOptions) => redis.duplicate(options) as Redis
  const { Redis: Client } = await import('ioredis').catch((cause: unknown) => {
    throw new DatabaseError('cache.redis is a URL, and ioredis is not installed: npm install ioredis.', {
      code: 'not-supported',
      cause,
    })
  })
  return (options: RedisOptions) => new Client(redis, options)
}

/** Errors that Redis answers concern the one command (wrong type, memory full), unless it cannot serve at all. */
function isAwayOrSlow(error: unknown): boolean {
  if (!(error instanceof Error)) return true
  return error.name !== 'ReplyError' || /^(LOADING|BUSY|MASTERDOWN|CLUSTERDOWN|NOAUTH)/.test(error.message)
}
