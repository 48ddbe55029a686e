import { setImmediate as nextTurn } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import type { Lease } from './lease.js'
import { Pool } from './pool.js'

const schedules = Number(process.env.DUCKSHIFT_SCHEDULES) || 1_000

type Step =
  | { readonly do: 'acquire'; readonly lane: 'short' | 'long'; readonly abortable: boolean }
  | { readonly do: 'release'; readonly which: number; readonly how: 'reuse' | 'retire' | 'check' }
  | { readonly do: 'abort'; readonly which: number }
  | { readonly do: 'create-fails' | 'recover-fails' | 'expire' | 'retire-all' | 'turn' }

const which = fc.nat(20)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('acquire' as const),
      lane: fc.constantFrom('short', 'long'),
      abortable: fc.boolean(),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('release' as const),
      which,
      how: fc.constantFrom('reuse', 'retire', 'check'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('abort' as const), which }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('create-fails', 'recover-fails', 'expire', 'retire-all', 'turn'),
    }),
  },
)

interface Caller {
  readonly number: number
  readonly lane: 'short' | 'long'
  readonly controller: AbortController | undefined
  lease?: Lease<object>
  error?: unknown
  released: boolean
}

test(`no schedule of ${schedules} exceeds max, loses a caller or serves one before its turn`, async () => {
  const schedule = fc.record({
    max: fc.integer({ min: 1, max: 4 }),
    reserved: fc.integer({ min: 0, max: 1 }),
    steps: fc.array(step, { minLength: 5, maxLength: 40 }),
    ending: fc.constantFrom('close', 'drain', 'deadline'),
  })
  await fc.assert(
    fc.asyncProperty(schedule, async ({ max, reserved: wanted, steps, ending }) => {
      const reserved = Math.min(wanted, max - 1)
      const living = new Set<object>()
      const onLoan = new Set<object>()
      let failCreate = false
      let failRecover = false
      let mostLiving = 0
      const destroy = (resource: object) => {
        expect(living.delete(resource), 'destroyed once').toBe(true)
      }
      const lifetimeMs = 1_000_000
      vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] })
      const pool = new Pool<object>({
        max,
        reserved,
        min: 0,
        acquireTimeoutMs: lifetimeMs * 0.9,
        idleTimeoutMs: lifetimeMs / 2,
        maxLifetimeMs: lifetimeMs,
        create: async () => {
          await Promise.resolve()
          if (failCreate) {
            failCreate = false
            throw new Error('create failed')
          }
          const resource = {}
          living.add(resource)
          mostLiving = Math.max(mostLiving, living.size)
          return resource
        },
        destroy,
        recover: async () => {
          await Promise.resolve()
          const usable = !failRecover
          failRecover = false
          return usable
        },
        revoke: async (resource) => {
          onLoan.delete(resource)
          destroy(resource)
        },
      })
      const callers: Caller[] = []
      const served: Caller[] = []
      const ask = (lane: 'short' | 'long', abortable: boolean) => {
        const controller = abortable ? new AbortController() : undefined
        const caller: Caller = { number: callers.length, lane, controller, released: false }
        callers.push(caller)
        pool.acquire({ lane, signal: controller?.signal }).then(
          (lease) => {
            expect(onLoan.has(lease.resource), 'lent to one at a time').toBe(false)
            onLoan.add(lease.resource)
            caller.lease = lease
            served.push(caller)
          },
          (error) => {
            caller.error = error
          },
        )
      }
      const release = (caller: Caller | undefined, how: 'reuse' | 'retire' | 'check') => {
        if (!caller?.lease || caller.released) return
        caller.released = true
        onLoan.delete(caller.lease.resource)
        caller.lease.release({ retire: how === 'retire', check: how === 'check' })
      }
      try {
        for (const action of steps) {
          if (action.do === 'acquire') ask(action.lane, action.abortable)
          else if (action.do === 'release') {
            const out = served.filter((caller) => !caller.released)
            release(out[action.which % Math.max(1, out.length)], action.how)
          } else if (action.do === 'abort')
            callers[action.which % Math.max(1, callers.length)]?.controller?.abort()
          else if (action.do === 'create-fails') failCreate = true
          else if (action.do === 'recover-fails') failRecover = true
          else if (action.do === 'expire') vi.advanceTimersByTime(lifetimeMs * 0.6)
          else if (action.do === 'retire-all') {
            const out = served.filter((caller) => !caller.released)
            await pool.retireAll()
            for (const caller of out) caller.released = true
          } else await nextTurn()
          const { size, inUse } = pool.stats
          expect(size).toBeLessThanOrEqual(max)
          expect(inUse).toBeLessThanOrEqual(max)
        }
        const ended = ending === 'drain' ? pool.drain() : undefined
        for (let round = 0; round < 2_000; round += 1) {
          await nextTurn()
          const out = served.filter((caller) => !caller.released)
          for (const caller of out) release(caller, 'reuse')
          if (callers.every((caller) => caller.released || caller.error !== undefined)) break
        }
        await ended
        await pool.close(ending === 'deadline' ? { deadlineMs: 0 } : {})
        for (const caller of callers) {
          expect(caller.released || caller.error !== undefined, `caller ${caller.number} was answered`).toBe(
            true,
          )
        }
        for (const lane of ['short', 'long']) {
          const order = served.filter((caller) => caller.lane === lane).map(({ number }) => number)
          expect(order, `order of the ${lane} lane`).toEqual([...order].sort((a, b) => a - b))
        }
        expect(mostLiving, 'most resources at a time').toBeLessThanOrEqual(max)
        expect(living.size, 'resources left after closing').toBe(0)
        expect(pool.stats).toMatchObject({ size: 0, waiting: 0 })
      } finally {
        vi.useRealTimers()
      }
    }),
    { numRuns: schedules },
  )
}, 120_000)
