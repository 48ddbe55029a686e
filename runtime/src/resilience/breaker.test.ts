import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { Database } from '../database.js'
import { ConstraintError, DatabaseError } from '../errors/database-error.js'
import { Breaker } from './breaker.js'
import { breaker, breakers, guard } from './breakers.js'
import { BreakerOpenError, CallTimeoutError, OverloadedError } from './resilience-errors.js'

const broken = () => Promise.reject(new Error('socket hang up'))
const failTimes = async (target: Breaker, times: number, error: () => Promise<never> = broken) => {
  for (let call = 0; call < times; call += 1) await target.run(error).catch(() => undefined)
}
const options = { minCalls: 5, resetMs: 50 }

describe('Breaker', () => {
  it('opens only after enough calls, then refuses at once, then lets one probe close it', async () => {
    const states: string[] = []
    const target = new Breaker('storage', options)
    target.onState((state) => states.push(state))
    await failTimes(target, 4)
    expect(target.state).toBe('closed')
    await failTimes(target, 1)
    expect(target.state).toBe('open')
    const call = vi.fn(async () => 'answer')
    await expect(target.run(call)).rejects.toBeInstanceOf(BreakerOpenError)
    expect(call).not.toHaveBeenCalled()
    await vi.waitFor(() => expect(target.state).toBe('half-open'))
    let answer: (value: string) => void = () => undefined
    const probe = target.run(() => new Promise<string>((resolve) => (answer = resolve)))
    await expect(target.run(call)).rejects.toBeInstanceOf(BreakerOpenError)
    answer('first')
    expect(await probe).toBe('first')
    expect(await target.run(call)).toBe('answer')
    expect(states).toEqual(['open', 'half-open', 'closed'])
  })

  it('opens again when the probe fails, with the error of the probe', async () => {
    const target = new Breaker('storage', options)
    await failTimes(target, 5)
    await vi.waitFor(() => expect(target.state).toBe('half-open'))
    await expect(target.run(broken)).rejects.toThrow('socket hang up')
    expect(target.state).toBe('open')
  })

  it('counts errors that are no failure neither way: they do not thin out those that are', async () => {
    const target = new Breaker('database', options)
    const duplicate = () =>
      Promise.reject(new ConstraintError('duplicate', { code: 'constraint', constraint: 'unique' }))
    await failTimes(target, 50, duplicate)
    expect(target.stats).toMatchObject({ state: 'closed', failures: 0 })
    await failTimes(target, 5, () => Promise.reject(new DatabaseError('IO Error', { code: 'io' })))
    expect(target.state).toBe('open')
  })

  it('closes after a probe that shows the dependency alive, though the request was wrong', async () => {
    const target = new Breaker('api', options)
    await failTimes(target, 5)
    await vi.waitFor(() => expect(target.state).toBe('half-open'))
    const notFound = Object.assign(new Error('no such thing'), { status: 404 })
    await expect(target.run(() => Promise.reject(notFound))).rejects.toBe(notFound)
    expect(target.state).toBe('closed')
  })

  it('counts HTTP responses that say the server failed, and answers with them', async () => {
    const target = new Breaker('api', options)
    for (let call = 0; call < 5; call += 1) {
      expect((await target.run(async () => new Response('', { status: 503 }))).status).toBe(503)
    }
    expect(target.state).toBe('open')
  })

  it('aborts the call that takes too long, and no other one', async () => {
    const target = new Breaker('api', { timeoutMs: 40 })
    const signals: AbortSignal[] = []
    const until = (ms: number) => (signal?: AbortSignal) => {
      signals.push(signal!)
      return sleep(ms, ms, { signal: signal! })
    }
    const slow = target.run(until(60_000))
    slow.catch(() => undefined)
    await sleep(25)
    const other = target.run(until(25), { timeoutMs: 60_000 })
    await expect(slow).rejects.toBeInstanceOf(CallTimeoutError)
    expect(await other).toBe(25)
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false])
  })

  it('answers with the fallback when the call fails and when it is not let through', async () => {
    const target = new Breaker('api', options)
    const answers = []
    for (let call = 0; call < 8; call += 1) {
      answers.push(await target.run<string>(broken, { fallback: (error) => (error as Error).name }))
    }
    expect(answers).toEqual([...Array(5).fill('Error'), ...Array(3).fill('BreakerOpenError')])
  })

  it('turns away what its bulkhead has no room for', async () => {
    const target = new Breaker('api', { bulkhead: { maxConcurrent: 2, maxQueue: 1 } })
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => target.run(() => sleep(20))))
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
      'rejected',
    ])
    expect((outcomes[3] as PromiseRejectedResult).reason).toBeInstanceOf(OverloadedError)
    expect(target.stats.shed).toBe(2)
    await target.run(async () => undefined)
  })

  it('has one instance for each name, which can be configured later', async () => {
    const target = breaker('one-of-a-kind')
    await expect(guard('one-of-a-kind', broken)).rejects.toThrow('socket hang up')
    expect(breaker('one-of-a-kind', { minCalls: 1 })).toBe(target)
    await expect(guard('one-of-a-kind', broken)).rejects.toThrow('socket hang up')
    expect(target.state).toBe('open')
    expect(breakers()).toContain(target)
  })

  it('guards a real database: constraint errors never open it', async () => {
    const db = await Database.open(':memory:')
    const target = new Breaker('db', { minCalls: 1, timeoutMs: false })
    await db.execute('create table t(id int primary key)')
    const insert = () => target.run(() => db.execute('insert into t values (1)'))
    await insert()
    for (let call = 0; call < 3; call += 1)
      await expect(insert()).rejects.toMatchObject({ code: 'constraint' })
    expect(target.state).toBe('closed')
    await db.close()
  })
})
