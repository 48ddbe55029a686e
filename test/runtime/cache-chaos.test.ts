import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { cached, Database, SharedCache } from '@duckshift/runtime'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { temporaryFolder } from '../support/project.js'
import { RedisServer, redisProgram } from '../support/redis-server.js'
import { SlowProxy } from '../support/slow-proxy.js'

const rows = 20
const maxStalenessMs = 500
const namespace = 'chaos'

/**
 * Readers in the process with the database and one reader without it, and a writer, while Redis suffers. Versions
 * only grow, so an answer older than what was acknowledged before it was asked for is a wrong one.
 */
class Load {
  readonly acknowledged = Array<number>(rows).fill(0)
  /** When each version of each row was acknowledged, for the reader that may be late by the bound. */
  readonly #history: { version: number; atMs: number }[][] = Array.from({ length: rows }, () => [])
  readonly db: Database
  readonly shared: SharedCache
  readonly failures: unknown[] = []
  readonly wrong: string[] = []
  reads = 0
  slowestMs = 0
  #running = true
  #work: Promise<unknown> | undefined

  constructor(db: Database, shared: SharedCache) {
    this.db = db
    this.shared = shared
  }

  start(): void {
    const readers = Array.from({ length: 4 }, () => this.#loop(() => this.#read()))
    this.#work = Promise.all([
      ...readers,
      this.#loop(() => this.#readElsewhere()),
      this.#loop(() => this.#write()),
    ])
  }

  async stop(): Promise<void> {
    this.#running = false
    await this.#work
  }

  async #loop(step: () => Promise<void>): Promise<void> {
    while (this.#running) {
      await step().catch((error: unknown) => this.failures.push(error))
      await sleep(3)
    }
  }

  async #read(): Promise<void> {
    const row = Math.floor(Math.random() * rows)
    const atLeast = this.acknowledged[row]!
    const startedAt = performance.now()
    const { v } = await this.db.one<{ v: number }>('select v from t where id = $1', [row], cached(60_000))
    this.slowestMs = Math.max(this.slowestMs, performance.now() - startedAt)
    this.reads += 1
    if (!(v >= atLeast)) this.wrong.push(`row ${row}: ${v}, ${atLeast} was acknowledged`)
  }

  async #readElsewhere(): Promise<void> {
    const row = Math.floor(Math.random() * rows)
    const askedAtMs = performance.now()
    const { v } = await this.shared.read({ key: `row ${row}`, tables: ['t'], ttlMs: 60_000 }, () =>
      this.db.one<{ v: number }>('select v from t where id = $1', [row]),
    )
    this.reads += 1
    const due = this.#history[row]!.filter(({ atMs }) => atMs < askedAtMs - maxStalenessMs).at(-1)
    if (!(v >= (due?.version ?? 0))) this.wrong.push(`elsewhere, row ${row}: ${v}, ${due?.version} was due`)
  }

  async #write(): Promise<void> {
    const row = Math.floor(Math.random() * rows)
    const version = this.acknowledged[row]! + 1
    await this.db.execute('update t set v = $1 where id = $2', [version, row])
    this.acknowledged[row] = version
    this.#history[row]!.push({ version, atMs: performance.now() })
    await sleep(15)
  }
}

describe.skipIf(!redisProgram)('cached reads while Redis suffers', () => {
  let redis: RedisServer
  let proxy: SlowProxy
  let load: Load

  beforeEach(async () => {
    // What it keeps survives being killed, so that it comes back with what is no longer true.
    redis = await RedisServer.start('--appendonly', 'yes', '--appendfsync', 'always')
    proxy = await SlowProxy.start(redis.port)
    const db = await Database.open(join(temporaryFolder(), 'a.duckdb'), {
      cache: { redis: proxy.url, namespace, maxStalenessMs },
    })
    await db.script(
      `create table t(id int primary key, v int); insert into t select range, 0 from range(${rows})`,
    )
    load = new Load(db, await SharedCache.open({ redis: proxy.url, namespace, maxStalenessMs }))
    await ready()
    load.start()
    await sleep(300)
  })
  afterEach(async () => {
    await load.stop()
    await Promise.all([load.db.close(), load.shared.close()])
    await proxy.close()
    redis.resume()
    await redis.kill()
  })

  const isReady = () => load.db.stats().cache?.redis === 'ready' && load.shared.stats.redis === 'ready'
  const ready = () => vi.waitFor(() => expect(isReady()).toBe(true), { timeout: 60_000, interval: 5 })

  /** Hurts Redis for a while under load, then mends it: nothing fails, nothing is wrong, and it is used again. */
  const suffer = async (what: string, hurt: () => unknown, mend: () => unknown, forMs: number) => {
    const calmMs = load.slowestMs
    load.slowestMs = 0
    await hurt()
    await sleep(forMs)
    await mend()
    const mendedAt = performance.now()
    await ready()
    const before = load.shared.stats.hits + load.shared.stats.redisHits
    await vi.waitFor(
      () => expect(load.shared.stats.hits + load.shared.stats.redisHits).toBeGreaterThan(before),
      { timeout: 60_000, interval: 2 },
    )
    const recoveredMs = performance.now() - mendedAt
    await sleep(300)
    await load.stop()
    console.log(
      `${what}: ${load.reads} reads, ${load.failures.length} failed, ${load.wrong.length} wrong, ` +
        `slowest ${load.slowestMs.toFixed(0)} ms (before: ${calmMs.toFixed(0)} ms); Redis used again ${recoveredMs.toFixed(0)} ms after`,
    )
    expect(load.failures).toEqual([])
    expect(load.wrong).toEqual([])
    expect(load.reads).toBeGreaterThan(50)
  }

  it('kill -9 and restart with what it had saved', () =>
    suffer(
      'kill -9',
      () => redis.kill(),
      () => redis.start(),
      800,
    ))

  it('a process that stands still (SIGSTOP)', () =>
    suffer(
      'SIGSTOP',
      () => redis.pause(),
      () => redis.resume(),
      1_500,
    ))

  it('a full memory (maxmemory, noeviction)', () =>
    suffer(
      'full memory',
      () => redis.use((client) => client.config('SET', 'maxmemory', '1mb')),
      () => redis.use((client) => client.config('SET', 'maxmemory', '0')),
      800,
    ))

  it('a slow network', () =>
    suffer(
      'slow network (each way 100 ms)',
      () => {
        proxy.delayMs = 100
      },
      () => {
        proxy.delayMs = 0
      },
      1_000,
    ))

  it('something else, and garbage, under its keys', () =>
    suffer(
      'wrong types and garbage',
      () =>
        redis.use(async (client) => {
          for (let round = 0; round < 10; round += 1) {
            const keys = (await client.keys(`${namespace}:*`)).sort()
            for (const [index, key] of keys.entries()) {
              const garbage = Buffer.from([0x44, 0x53, 0x63, 0x31, index, 1, 2, 3, 4, 5, 6, 7, 8])
              const emptied = client.multi().del(key)
              await (index % 2 ? emptied.lpush(key, 'another type') : emptied.set(key, garbage)).exec()
            }
            await client.publish(`${namespace}:commits`, '{garbage')
            await sleep(50)
          }
        }),
      () => undefined,
      10,
    ))
})
