import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test, vi } from 'vitest'
import type { Lease, LeaseReport, PoolOptions } from './lease.js'
import { Pool } from './pool.js'

interface Resource {
  readonly number: number
  destroyed: boolean
}

function poolOf(options: Partial<PoolOptions<Resource>> = {}) {
  const resources: Resource[] = []
  const pool = new Pool<Resource>({
    create: async () => {
      const resource = { number: resources.length, destroyed: false }
      resources.push(resource)
      return resource
    },
    destroy: (resource) => {
      resource.destroyed = true
    },
    max: 2,
    min: 0,
    acquireTimeoutMs: 1_000,
    idleTimeoutMs: 60_000,
    maxLifetimeMs: 60_000,
    ...options,
  })
  return { pool, resources }
}

test('never more than max exist, and waiters come in the order they asked', async () => {
  const { pool, resources } = poolOf()
  const first = await pool.acquire()
  const second = await pool.acquire()
  const served: number[] = []
  const waiting = [0, 1, 2].map((number) =>
    pool.acquire().then((lease) => {
      served.push(number)
      return lease
    }),
  )
  expect(pool.stats).toMatchObject({ size: 2, inUse: 2, waiting: 3 })
  first.release()
  ;(await waiting[0]!).release()
  second.release()
  for (const lease of await Promise.all(waiting)) lease.release()
  expect(served).toEqual([0, 1, 2])
  expect(resources).toHaveLength(2)
  expect(pool.stats).toMatchObject({ inUse: 0, waiting: 0, idle: 2 })
})

test('a lease given back twice counts once', async () => {
  const { pool } = poolOf()
  const lease = await pool.acquire()
  lease.release()
  lease.release()
  expect(pool.stats).toMatchObject({ idle: 1, inUse: 0 })
})

describe('a caller that waits', () => {
  test('gives up after acquireTimeoutMs', async () => {
    const { pool } = poolOf({ max: 1, acquireTimeoutMs: 10 })
    await pool.acquire()
    await expect(pool.acquire()).rejects.toMatchObject({ code: 'pool-exhausted', retryable: true })
    expect(pool.stats).toMatchObject({ waiting: 0, timeouts: 1 })
  })

  test('gives up on abort, and its turn goes to the next', async () => {
    const { pool } = poolOf({ max: 1 })
    const lease = await pool.acquire()
    const controller = new AbortController()
    const aborted = pool.acquire({ signal: controller.signal })
    const next = pool.acquire()
    controller.abort(new Error('enough'))
    await expect(aborted).rejects.toThrow('enough')
    lease.release()
    expect((await next).resource).toBe(lease.resource)
  })

  test('gets the cause when creating fails, and the next caller tries again', async () => {
    let attempts = 0
    const { pool } = poolOf({
      create: async () => {
        attempts += 1
        if (attempts === 1) throw new Error('no such file')
        return { number: attempts, destroyed: false }
      },
    })
    await expect(pool.acquire()).rejects.toThrow('no such file')
    expect((await pool.acquire()).resource.number).toBe(2)
  })

  test('is told at once that the pool closes', async () => {
    const { pool } = poolOf({ max: 1 })
    const lease = await pool.acquire()
    const waiting = pool.acquire()
    const closing = pool.close()
    await expect(waiting).rejects.toMatchObject({ code: 'closed' })
    lease.release()
    await closing
    expect(lease.resource.destroyed).toBe(true)
    await expect(pool.acquire()).rejects.toMatchObject({ code: 'closed' })
  })
})

describe('a resource', () => {
  test('is destroyed when it was idle for long, down to min', async () => {
    const { pool, resources } = poolOf({ max: 3, min: 1, idleTimeoutMs: 30 })
    const leases = await Promise.all([pool.acquire(), pool.acquire(), pool.acquire()])
    for (const lease of leases) lease.release()
    await vi.waitFor(() => expect(pool.stats).toMatchObject({ idle: 1, size: 1 }))
    expect(resources.filter(({ destroyed }) => destroyed)).toHaveLength(2)
    await pool.close()
  })

  test('is replaced when it is older than maxLifetimeMs, on loan and idle, also below min', async () => {
    const { pool, resources } = poolOf({ max: 1, min: 1, maxLifetimeMs: 40 })
    const lease = await pool.acquire()
    await sleep(60)
    lease.release()
    expect(lease.resource.destroyed).toBe(true)
    await vi.waitFor(() => expect(resources.length).toBeGreaterThanOrEqual(3))
    await pool.close()
  })

  test('ages differ, so that not all are replaced at once', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] })
    const { pool } = poolOf({ max: 50, maxLifetimeMs: 1_000_000 })
    const leases = await Promise.all(Array.from({ length: 50 }, () => pool.acquire()))
    vi.advanceTimersByTime(1_000_000)
    for (const lease of leases) lease.release()
    vi.useRealTimers()
    const replaced = leases.filter(({ resource }) => resource.destroyed).length
    expect(replaced).toBeGreaterThan(0)
    expect(replaced).toBeLessThan(50)
  })

  test('is made before the first call with min', async () => {
    const { pool } = poolOf({ min: 2 })
    await pool.warmUp()
    expect(pool.stats).toMatchObject({ idle: 2, created: 2 })
  })

  test.each([
    [true, 0],
    [false, 1],
  ])('that came back doubtful is checked: usable %s', async (usable, number) => {
    const { pool } = poolOf({ max: 1, recover: async () => usable })
    const lease = await pool.acquire()
    const next = pool.acquire()
    lease.release({ check: true })
    expect((await next).resource.number).toBe(number)
    expect(lease.resource.destroyed).toBe(!usable)
  })

  test('is destroyed with retire, and another takes its place', async () => {
    const { pool } = poolOf({ max: 1 })
    const lease = await pool.acquire()
    const next = pool.acquire()
    lease.release({ retire: true })
    expect((await next).resource.number).toBe(1)
  })

  test('of before retireAll is never lent again', async () => {
    const revoked: Resource[] = []
    const { pool } = poolOf({
      revoke: async (resource) => {
        revoked.push(resource)
      },
    })
    const [lent, idle] = await Promise.all([pool.acquire(), pool.acquire()])
    idle!.release()
    await pool.retireAll()
    lent!.release()
    expect(idle!.resource.destroyed).toBe(true)
    expect(revoked).toEqual([lent!.resource])
    expect((await pool.acquire()).resource.number).toBe(2)
    expect(pool.stats).toMatchObject({ size: 1, inUse: 1 })
  })
})

describe('leaks', () => {
  test('are reported with the stack of the borrower, and again when they come back', async () => {
    const leaks: LeaseReport[] = []
    const unleaked: LeaseReport[] = []
    const { pool } = poolOf({
      leakDetectionMs: 20,
      onLeak: (report) => leaks.push(report),
      onUnleaked: (report) => unleaked.push(report),
    })
    async function forgetfulBorrower() {
      return pool.acquire()
    }
    const lease = await forgetfulBorrower()
    await vi.waitFor(() => expect(leaks).toHaveLength(1))
    expect(leaks[0]!.stack).toContain('forgetfulBorrower')
    expect(leaks[0]!.heldMs).toBeGreaterThanOrEqual(19)
    expect(pool.stats.leaked).toBe(1)
    lease.release()
    expect(unleaked).toHaveLength(1)
    expect(pool.stats.leaked).toBe(0)
  })
})

describe('an acquire that can never be served fails instead of hanging', () => {
  test('within one flow', async () => {
    const { pool } = poolOf({ max: 2, acquireTimeoutMs: 60_000 })
    const nested = pool.use(() => pool.use(() => pool.use(async () => 'never')))
    await expect(nested).rejects.toMatchObject({ code: 'pool-deadlock' })
    expect(pool.stats).toMatchObject({ inUse: 0, waiting: 0 })
  })

  test('between flows that wait for each other', async () => {
    const { pool } = poolOf({ max: 2, acquireTimeoutMs: 60_000 })
    const outcomes = await Promise.allSettled(
      [1, 2].map(() =>
        pool.use(async () => {
          await sleep(5)
          return pool.use(async () => 'served')
        }),
      ),
    )
    const failed = outcomes.filter(({ status }) => status === 'rejected')
    expect(failed).toHaveLength(1)
    expect(failed[0]).toMatchObject({ reason: { code: 'pool-deadlock' } })
  })

  test('for a lease the flow keeps', async () => {
    const { pool } = poolOf({ max: 1, acquireTimeoutMs: 60_000 })
    const lease = await pool.acquireForFlow()
    await expect(pool.acquire()).rejects.toMatchObject({ code: 'pool-deadlock' })
    lease.release()
    await expect(pool.acquire()).resolves.toBeDefined()
  })

  test('but not while somebody else will give one back', async () => {
    const { pool } = poolOf({ max: 2 })
    const other = await pool.acquire()
    const nested = pool.use(() => pool.use(async () => 'served'))
    await sleep(5)
    other.release()
    await expect(nested).resolves.toBe('served')
  })

  test('nor for flows started from one that has given its lease back', async () => {
    const { pool } = poolOf({ max: 1 })
    let later: Promise<string> | undefined
    await pool.use(async () => {
      later = sleep(5).then(() => pool.use(async () => 'served'))
    })
    const busy = await pool.acquire()
    setTimeout(() => busy.release(), 15)
    await expect(later).resolves.toBe('served')
  })
})

describe('the reserved lane', () => {
  test('long callers leave room for short ones, who overtake them', async () => {
    const { pool } = poolOf({ max: 2, reserved: 1 })
    const long = await pool.acquire({ lane: 'long' })
    let secondLong: Lease<Resource> | undefined
    const waiting = pool.acquire({ lane: 'long' }).then((lease) => {
      secondLong = lease
    })
    const short = await pool.acquire({ lane: 'short' })
    expect(secondLong).toBeUndefined()
    short.release()
    await sleep(1)
    expect(secondLong).toBeUndefined()
    long.release()
    await waiting
    expect(secondLong).toBeDefined()
  })
})

describe('closing', () => {
  test('drain serves those who wait, and refuses new callers', async () => {
    const { pool } = poolOf({ max: 1 })
    const lease = await pool.acquire()
    const waiting = pool.acquire()
    const draining = pool.drain()
    await expect(pool.acquire()).rejects.toMatchObject({ code: 'closed' })
    lease.release()
    ;(await waiting).release()
    await draining
  })

  test('after deadlineMs leases are revoked', async () => {
    const revoked: Resource[] = []
    const { pool } = poolOf({
      revoke: async (resource) => {
        revoked.push(resource)
      },
    })
    const lease = await pool.acquire()
    await pool.close({ deadlineMs: 10 })
    expect(revoked).toEqual([lease.resource])
    lease.release()
    expect(pool.stats.size).toBe(0)
  })

  test('a resource that was being made is destroyed', async () => {
    const { pool, resources } = poolOf()
    const acquiring = pool.acquire()
    const closing = pool.close()
    await expect(acquiring).rejects.toMatchObject({ code: 'closed' })
    await closing
    expect(resources.map(({ destroyed }) => destroyed)).toEqual([true])
  })
})
