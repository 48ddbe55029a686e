import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { Database } from '../database.js'
import { ConflictError, DatabaseError } from '../errors/database-error.js'
import { remainingMs, withDeadline } from './deadline.js'
import { BreakerOpenError, DeadlineError, isRetryable, OperationError } from './resilience-errors.js'
import { retry } from './retry.js'
import { RetryBudget } from './retry-budget.js'

const conflict = () => new ConflictError('Conflict on update!', { code: 'conflict' })
const failing = (times: number, error: () => unknown = conflict) => {
  let calls = 0
  return vi.fn(async () => {
    calls += 1
    if (calls <= times) throw error()
    return calls
  })
}
const quick = { delayMs: 1 }

describe('retry', () => {
  it('starts over until it succeeds, and ends with the last error', async () => {
    expect(await retry(failing(2), quick)).toBe(3)
    const work = failing(9)
    await expect(retry(work, { ...quick, attempts: 4 })).rejects.toBeInstanceOf(ConflictError)
    expect(work).toHaveBeenCalledTimes(4)
  })

  it('leaves alone what does not say that it may be retried', async () => {
    for (const error of [
      new Error('no'),
      'text',
      undefined,
      new DatabaseError('Parser Error', { code: 'syntax' }),
    ]) {
      const work = failing(1, () => error)
      await expect(retry(work, quick)).rejects.toBe(error)
      expect(work).toHaveBeenCalledOnce()
    }
  })

  it('waits longer each time, up to the longest, and as long as the error asks for', async () => {
    const waits: number[] = []
    const onRetry = ({ delayMs }: { delayMs: number }) => void waits.push(delayMs)
    await retry(failing(4), { attempts: 5, delayMs: 2, maxDelayMs: 9, jitter: 'none', onRetry })
    expect(waits).toEqual([2, 4, 8, 9])
    waits.length = 0
    await retry(failing(3), { attempts: 4, delayMs: (attempt) => attempt * 2 - 3, onRetry })
    expect(waits).toEqual([0, 1, 3])
    await retry(
      failing(1, () => new BreakerOpenError('api', 15)),
      { ...quick, onRetry },
    )
    expect(waits.at(-1)).toBeGreaterThanOrEqual(15)
    expect(waits.at(-1)).toBeLessThan(16)
  })

  it('spreads its waits over the whole range', async () => {
    const waits: number[] = []
    for (let call = 0; call < 200; call += 1) {
      const onRetry = ({ delayMs }: { delayMs: number }) => void waits.push(delayMs)
      await retry(failing(1), { delayMs: 0.9, onRetry, budget: false })
    }
    expect(Math.min(...waits)).toBeLessThan(0.1)
    expect(Math.max(...waits)).toBeGreaterThan(0.8)
    expect(Math.max(...waits)).toBeLessThan(0.9)
  })

  it('stops when the budget is used up, so that an outage is not multiplied', async () => {
    const budget = new RetryBudget({ ratio: 0.1, perSecond: 0 })
    let calls = 0
    const work = () => {
      calls += 1
      throw conflict()
    }
    for (let call = 0; call < 500; call += 1) {
      await retry(work, { attempts: 5, delayMs: 0, budget }).catch(() => undefined)
    }
    expect(calls).toBeGreaterThanOrEqual(540)
    expect(calls).toBeLessThanOrEqual(550)
    expect(budget.stats.refused).toBeGreaterThan(400)
  })

  it('stops at the deadline of the flow, and when aborted', async () => {
    const work = failing(1_000)
    const startedAt = performance.now()
    await expect(
      withDeadline(60, () => retry(work, { attempts: 1_000, delayMs: 20, factor: 1, jitter: 'none' })),
    ).rejects.toThrow()
    expect(work.mock.calls.length).toBeLessThan(6)
    expect(performance.now() - startedAt).toBeLessThan(5_000)
    const controller = new AbortController()
    const waiting = retry(failing(9), { delayMs: 60_000, jitter: 'none', signal: controller.signal })
    controller.abort()
    await expect(waiting).rejects.toThrow()
  })

  it('calls once inside a transaction, which must start over as a whole', async () => {
    const db = await Database.open(':memory:')
    const work = failing(9)
    await expect(db.transaction(() => retry(work, quick), { retry: false })).rejects.toBeInstanceOf(
      ConflictError,
    )
    expect(work).toHaveBeenCalledOnce()
    await db.close()
  })
})

describe('isRetryable', () => {
  it.each([
    [conflict(), true],
    [new OperationError('saving failed', { cause: conflict() }), true],
    [new OperationError('saving failed', { cause: new Error('no') }), false],
    [new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNRESET' }) }), true],
    [Object.assign(new Error(), { status: 503 }), true],
    [Object.assign(new Error(), { $metadata: { httpStatusCode: 400 } }), false],
    [new DeadlineError('it'), false],
    [Object.assign(new Error(), { code: 'ENOENT' }), false],
    ['ECONNRESET', false],
  ])('%s: %s', (error, expected) => {
    expect(isRetryable(error)).toBe(expected)
  })
})

describe('withDeadline', () => {
  it('ends work that goes on, and tells those inside how long they have', async () => {
    const seen: (number | undefined)[] = []
    const work = async () => {
      await withDeadline(60_000, async () => seen.push(remainingMs()))
      await sleep(60_000, undefined, { ref: false })
    }
    await expect(withDeadline(30, work)).rejects.toBeInstanceOf(DeadlineError)
    expect(seen[0]).toBeLessThanOrEqual(30)
    expect(remainingMs()).toBeUndefined()
    expect(await withDeadline(1_000, async () => 'done')).toBe('done')
  })
})
