import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { LongTurns } from './long-turns.js'

const saturating = { durationMs: 60_000, saturates: true }

/** A clock of processor time that stands at `cores` busy processors. */
const busy = (cores: number) => () => performance.now() * cores

describe('LongTurns', () => {
  it('lets statements that saturate the processors run one after another, in the order they came', async () => {
    const turns = new LongTurns({ cores: 2 })
    const order: string[] = []
    const run = async (name: string) => {
      const turn = await turns.begin(saturating)
      order.push(`${name} begins`)
      await sleep(5)
      order.push(`${name} ends`)
      turn.end()
    }
    await Promise.all(['a', 'b', 'c'].map(run))
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
  })

  it('runs as many at once as half the processors', async () => {
    const turns = new LongTurns({ cores: 8 })
    const running = await Promise.all(Array.from({ length: 4 }, () => turns.begin(saturating)))
    const fifth = turns.begin(saturating)
    expect(turns.waiting).toBe(1)
    running[2]!.end()
    ;(await fifth).end()
  })

  it.each([false, undefined])('holds up nothing of which saturation is %s', async (saturates) => {
    const turns = new LongTurns({ cores: 2 })
    await turns.begin(saturating)
    await turns.begin({ durationMs: 60_000, saturates })
    expect(turns.waiting).toBe(0)
  })

  it('starts one whose patience is over, which is in proportion to how long it runs', async () => {
    const turns = new LongTurns({ cores: 2 })
    await turns.begin(saturating)
    const short = await turns.begin({ durationMs: 5, saturates: true })
    expect(turns.waiting).toBe(0)
    short.end()
    const next = turns.begin(saturating)
    expect(turns.waiting).toBe(1)
    next.catch(() => undefined)
  })

  it('leaves the queue when it is aborted', async () => {
    const turns = new LongTurns({ cores: 2 })
    const first = await turns.begin(saturating)
    const aborting = new AbortController()
    const aborted = turns.begin(saturating, aborting.signal)
    const third = turns.begin(saturating)
    aborting.abort(new Error('no longer wanted'))
    await expect(aborted).rejects.toThrow('no longer wanted')
    first.end()
    ;(await third).end()
    expect(turns.waiting).toBe(0)
  })

  it('learns from a statement alone whether it saturates', async () => {
    const unknown = { durationMs: 100, saturates: undefined }
    const idle = await new LongTurns({ cores: 4, cpuMs: busy(1) }).begin({ durationMs: 100, saturates: true })
    const full = await new LongTurns({ cores: 4, cpuMs: busy(4) }).begin(unknown)
    await sleep(5)
    expect(idle.saturates()).toBe(false)
    expect(full.saturates()).toBe(true)
  })

  it('only supposes so of one that ran beside others, and keeps what it knew', async () => {
    const turns = new LongTurns({ cores: 4, cpuMs: busy(4) })
    const unknown = await turns.begin({ durationMs: 100, saturates: undefined })
    const known = await turns.begin({ durationMs: 100, saturates: false })
    await sleep(5)
    expect(unknown.saturates()).toBe(true)
    expect(known.saturates()).toBe(false)
  })
})
