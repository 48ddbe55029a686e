import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { cached, Database, SharedCache } from '@duckshift/runtime'
import { BentoCache, bentostore } from 'bentocache'
import { memoryDriver } from 'bentocache/drivers/memory'
import { redisBusDriver, redisDriver } from 'bentocache/drivers/redis'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { temporaryFolder } from '../support/project.js'
import { RedisServer, redisProgram } from '../support/redis-server.js'
import { SlowProxy } from '../support/slow-proxy.js'
import { Owner } from './support/owner.js'

const maxStalenessMs = 400

describe.skipIf(!redisProgram)('cached reads in two processes', () => {
  let redis: RedisServer
  let owner: Owner

  beforeAll(async () => {
    redis = await RedisServer.start()
    owner = await Owner.start(join(temporaryFolder(), 'a.duckdb'), redis.url, 'race')
    await vi.waitFor(async () => expect(await owner.ask('stats')).toMatchObject({ redis: 'ready' }), 10_000)
  })
  afterAll(async () => {
    await owner?.close()
    await redis?.kill()
  })

  const reader = async (url = redis.url) => {
    const cache = await SharedCache.open({
      redis: url,
      namespace: 'race',
      maxStalenessMs,
      redisTimeoutMs: 500,
    })
    await vi.waitFor(() => expect(cache.stats.redis).toBe('ready'), 10_000)
    const load = (id: number) => owner.ask<number>('read', { id })
    const read = (id: number, loadIt = () => load(id)) =>
      cache.read({ key: `t:${id}`, tables: ['t'], ttlMs: 60_000 }, loadIt)
    return { cache, load, read }
  }
  const write = (id: number, v: number) => owner.ask<number>('write', { id, v })

  /** The reader has the old row in hand; the writer commits and says so; then the reader stores what it has. */
  const race = async (
    read: (load: () => Promise<number>) => Promise<number>,
    load: () => Promise<number>,
    commit: () => Promise<unknown>,
  ) => {
    const reading = read(async () => {
      const old = await load()
      await commit()
      return old
    })
    expect(await reading).toBe(1)
    return read(load)
  }

  it('the classic race: an old row that is stored after the commit is never served', async () => {
    const { cache, load, read } = await reader()
    await write(1, 1)
    // The word of the commit takes a moment to arrive; the owner itself needs none.
    await vi.waitFor(async () => expect(await read(1)).toBe(1), 2_000)
    await write(1, 1)
    await sleep(50)
    const answer = await race(
      (loadIt) => read(1, loadIt),
      () => load(1),
      async () => {
        await write(1, 2)
        await sleep(50)
      },
    )
    expect(answer).toBe(2)
    const other = await reader()
    expect(await other.read(1)).toBe(2)
    await Promise.all([cache.close(), other.cache.close()])
  })

  it('the same race inside the process that commits', async () => {
    const db = await Database.open(join(temporaryFolder(), 'b.duckdb'), { cache: { redis: redis.url } })
    await db.script('create table t(id int primary key, v int); insert into t values (1, 1)')
    await vi.waitFor(async () => {
      await db.query('select v from t', undefined, cached(60_000))
      expect(db.stats().cache?.redis).toBe('ready')
    }, 10_000)
    const cache = await SharedCache.open({ redis: redis.url, namespace: 'own' })
    await cache.close()
    let old: Promise<unknown> | undefined
    for (let v = 2; v < 60; v += 1) {
      // The read is on its way when the commit comes, at another point each time.
      old = db.one('select v from t', undefined, cached(60_000))
      if (v % 3 === 0) await Promise.resolve()
      if (v % 3 === 1) await new Promise(setImmediate)
      await db.execute('update t set v = $1', [v])
      expect(await db.one('select v from t', undefined, cached(60_000))).toEqual({ v })
      await old
      expect(await db.one('select v from t', undefined, cached(60_000))).toEqual({ v })
    }
    await db.close()
  })

  it('bentocache serves the old row after the same race, for as long as it keeps it', async () => {
    const connection = new Redis(redis.url)
    const bento = new BentoCache({
      default: 'all',
      stores: {
        all: bentostore()
          .useL1Layer(memoryDriver())
          .useL2Layer(redisDriver({ connection }))
          .useBus(redisBusDriver({ connection: { host: '127.0.0.1', port: redis.port } })),
      },
    })
    await write(2, 1)
    const answer = await race(
      (load) => bento.getOrSet({ key: 't:2', ttl: '60s', tags: ['t'], factory: load }),
      () => owner.ask<number>('read', { id: 2 }),
      async () => {
        await write(2, 2)
        await bento.deleteByTag({ tags: ['t'] })
        await sleep(50)
      },
    )
    console.log(`bentocache after the classic race: ${answer === 1 ? 'the old row' : 'the new row'}`)
    expect([1, 2]).toContain(answer)
    await bento.disconnectAll()
    connection.disconnect()
  })

  it('others see a commit in milliseconds', async () => {
    const { cache, read } = await reader()
    const lags: number[] = []
    for (let v = 1; v <= 100; v += 1) {
      await read(3)
      await write(3, v)
      const startedAt = performance.now()
      while ((await read(3)) !== v) await new Promise(setImmediate)
      lags.push(performance.now() - startedAt)
    }
    lags.sort((a, b) => a - b)
    const [p50, p99] = [lags[50]!, lags[98]!]
    console.log(
      `another process sees a commit after p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms, longest ${lags[99]!.toFixed(2)} ms (bound ${maxStalenessMs} ms)`,
    )
    expect(cache.stats.hits).toBeGreaterThan(0)
    expect(lags[99]).toBeLessThan(maxStalenessMs)
    await cache.close()
  })

  it('a reader that Redis no longer reaches stops relying on its memory within the bound', async () => {
    const proxy = await SlowProxy.start(redis.port)
    const { cache, read } = await reader(proxy.url)
    await write(4, 1)
    await vi.waitFor(async () => {
      const { hits } = cache.stats
      expect([await read(4), cache.stats.hits]).toEqual([1, hits + 1])
    }, 5_000)
    // Nothing arrives any more, and nobody says so.
    proxy.delayMs = 60_000
    await write(4, 2)
    const ackedAt = performance.now()
    let lastOldMs = 0
    while (performance.now() - ackedAt < 3 * maxStalenessMs) {
      const askedAtMs = performance.now() - ackedAt
      if ((await read(4)) === 1) lastOldMs = askedAtMs
      await sleep(2)
    }
    console.log(
      `cut off, the old row was last served ${lastOldMs.toFixed(0)} ms after the commit (bound ${maxStalenessMs} ms)`,
    )
    expect(lastOldMs).toBeGreaterThan(0)
    expect(lastOldMs).toBeLessThan(maxStalenessMs)
    proxy.delayMs = 0
    await proxy.close()
    await cache.close()
  })

  it('an answer read by one process is found by the next, and a new start does not forget it', async () => {
    const file = join(temporaryFolder(), 'warm.duckdb')
    const open = () => Owner.start(file, redis.url, 'warm')
    const first = await open()
    await vi
      .waitFor(async () => expect(await first.ask('stats')).toMatchObject({ redis: 'off' }), 100)
      .catch(() => undefined)
    await first.ask('write', { id: 1, v: 1 })
    expect(await first.ask('cachedRead', { id: 1 })).toBe(1)
    await sleep(200)
    await first.close()
    const second = await open()
    await vi.waitFor(async () => expect(await second.ask('stats')).toMatchObject({ redis: 'ready' }), 10_000)
    expect(await second.ask('cachedRead', { id: 1 })).toBe(1)
    expect(await second.ask('stats')).toMatchObject({ redisHits: 1, misses: 0 })
    await second.close()
    // Somebody writes the file without the cache.
    const beside = await Database.open(file, { cache: false })
    await beside.execute('update t set v = 2')
    await beside.close()
    const third = await open()
    await vi.waitFor(async () => expect(await third.ask('stats')).toMatchObject({ redis: 'ready' }), 10_000)
    expect(await third.ask('cachedRead', { id: 1 })).toBe(2)
    await third.close()
  })

  it('one process reads anew, the others wait for it', async () => {
    const readers = await Promise.all([reader(), reader(), reader()])
    let loads = 0
    await write(5, 1)
    await write(6, 1)
    // Who has not heard of the last commit yet reads by itself.
    const unheard = async () => {
      throw new Error('word of the commit has not arrived')
    }
    await vi.waitFor(async () => {
      for (const { read } of readers) {
        await read(6)
        expect(await read(6, unheard)).toBe(1)
      }
    }, 10_000)
    const answers = await Promise.all(
      readers.map(({ read }) =>
        read(5, async () => {
          loads += 1
          await sleep(60)
          return 1
        }),
      ),
    )
    expect(answers).toEqual([1, 1, 1])
    expect(loads).toBe(1)
    await Promise.all(readers.map(({ cache }) => cache.close()))
  })
})
