import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { InMemoryProvider, OpenFeature } from '@openfeature/server-sdk'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { temporaryFolder } from '../../../test/support/project.js'
import { Database } from '../database.js'
import { Repository } from '../repository.js'
import { Rollout, type RolloutOptions, withRolloutKey } from './rollout.js'
import { rolloutDatabase } from './rollout-database.js'
import { isIn } from './rollout-state.js'

const opened: { close(): unknown }[] = []
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close()
})
const rolloutOf = (options: RolloutOptions) => {
  const rollout = new Rollout({ environment: {}, ...options })
  opened.push(rollout)
  return rollout
}

describe('a percentage', () => {
  it.each([1, 10, 25, 50, 90])(
    'of %i holds within 1%% over 100,000 keys, and never lets a key go',
    (percentage) => {
      let inside = 0
      let left = 0
      for (let key = 0; key < 100_000; key += 1) {
        const before = isIn({ percentage }, 'ModelConfigs', `tenant-${key}`)
        if (before) inside += 1
        if (before && !isIn({ percentage: percentage + 5 }, 'ModelConfigs', `tenant-${key}`)) left += 1
        if (key % 1_000 === 0) expect(isIn({ percentage }, 'ModelConfigs', `tenant-${key}`)).toBe(before)
      }
      expect(Math.abs(inside / 1_000 - percentage)).toBeLessThan(1)
      expect(left).toBe(0)
    },
  )

  it('takes other keys for another flag', () => {
    const keys = Array.from({ length: 2_000 }, (_, key) => `${key}`)
    const both = keys.filter(
      (key) => isIn({ percentage: 50 }, 'a', key) && isIn({ percentage: 50 }, 'b', key),
    )
    expect(both.length).toBeGreaterThan(400)
    expect(both.length).toBeLessThan(600)
  })
})

describe('Rollout', () => {
  it('listens to the file before the environment before the code; what nobody names is off', async () => {
    const file = join(temporaryFolder(), 'flags.json')
    writeFileSync(file, JSON.stringify({ flags: { c: 'off' } }))
    const rollout = rolloutOf({
      flags: { a: 'on', 'phase-3': 'on', c: 'on' },
      environment: { DUCKSHIFT_ROLLOUT_PHASE_3: 'off', DUCKSHIFT_ROLLOUT_C: 'on' },
      file,
    })
    const on = await Promise.all(['a', 'phase-3', 'c', 'd'].map((flag) => rollout.isOn(flag)))
    expect(on).toEqual([true, false, false, false])
  })

  it('is switched by the file within a second, without a restart', async () => {
    const file = join(temporaryFolder(), 'flags.json')
    const write = (content: unknown) => writeFileSync(file, JSON.stringify(content))
    write({ flags: { a: 'on' } })
    const rollout = rolloutOf({ file })
    expect(await rollout.isOn('a')).toBe(true)
    const switched = async (content: unknown, expected: boolean) => {
      write(content)
      const since = performance.now()
      await vi.waitFor(async () => expect(await rollout.isOn('a')).toBe(expected), {
        timeout: 20_000,
        interval: 5,
      })
      return performance.now() - since
    }
    const times = [
      await switched({ kill: true, flags: { a: 'on' } }, false),
      await switched({ flags: { a: '100%' } }, true),
      await switched({ flags: { a: 0 } }, false),
    ]
    console.log(`the file's switches acted after ${times.map((ms) => ms.toFixed(0)).join(', ')} ms`)
    expect(Math.min(...times)).toBeLessThan(1_000)
  })

  it('keeps what the file said while it cannot be read', async () => {
    const file = join(temporaryFolder(), 'flags.json')
    writeFileSync(file, '{"flags": {"a": "on"}}')
    const problems: Error[] = []
    const rollout = rolloutOf({ file, onProblem: (problem) => problems.push(problem) })
    writeFileSync(file, '{"flags": {"a": "perhaps"}}')
    await vi.waitFor(() => expect(problems.length).toBe(1), 20_000)
    expect(String(problems[0]!.cause)).toContain('"a"')
    expect(await rollout.isOn('a')).toBe(true)
  })

  it('has a kill switch that beats everything', async () => {
    const environment: Record<string, string> = {}
    const rollout = rolloutOf({ flags: { a: 'on' }, environment })
    rollout.kill()
    expect(await rollout.isOn('a')).toBe(false)
    rollout.revive()
    expect(await rollout.isOn('a')).toBe(true)
    environment.DUCKSHIFT_ROLLOUT_KILL = '1'
    expect(await rollout.isOn('a')).toBe(false)
  })

  it('asks an OpenFeature provider, and goes by the configuration when it fails', async () => {
    const provider = new InMemoryProvider({
      a: {
        variants: { on: true, off: false },
        defaultVariant: 'off',
        disabled: false,
        contextEvaluator: ({ targetingKey }) => (targetingKey === 'ann' ? 'on' : 'off'),
      },
    })
    await OpenFeature.setProviderAndWait('rollout-test', provider)
    const rollout = rolloutOf({ flags: { b: 'on' }, openFeature: OpenFeature.getClient('rollout-test') })
    expect(await rollout.isOn('a', 'ann')).toBe(true)
    expect(await withRolloutKey('bob', () => rollout.isOn('a'))).toBe(false)
    expect(await rollout.isOn('b', 'bob')).toBe(true)
    rollout.kill()
    expect(await rollout.isOn('a', 'ann')).toBe(false)
    await OpenFeature.clearProviders()
  })

  it('refuses what is no state', () => {
    expect(() => new Rollout({ flags: { a: 'perhaps' } })).toThrow('"a"')
    expect(() => new Rollout({ flags: { a: 101 } })).toThrow('percentage')
  })
})

describe('rolloutDatabase', () => {
  class Items extends Repository {
    count = () => this.db.one<{ n: number }>('select count(*)::int as n from items')
    add = (id: number) => this.db.execute('insert into items values ($1)', [id])
    move = (change: () => void) =>
      this.db.transaction(async () => {
        await this.add(1)
        change()
        return this.count()
      })
  }
  const sides = async () => {
    const file = join(temporaryFolder(), 'a.duckdb')
    const legacy = await Database.open(file, { mode: 'singleton' })
    const candidate = await Database.open(file)
    await legacy.execute('create table items(id int primary key)')
    const rollout = rolloutOf({ flags: { Items: '50%' } })
    const db = rolloutDatabase({ legacy, candidate, rollout, flag: 'Items' })
    opened.push(db)
    return { legacy, candidate, rollout, items: new Items(db) }
  }

  it('sends each key to its side, and both see the same data', async () => {
    const { legacy, candidate, items } = await sides()
    const before = [legacy.stats().statements, candidate.stats().statements]
    for (let id = 0; id < 40; id += 1) await withRolloutKey(`tenant-${id}`, () => items.add(id))
    const [old, fresh] = [legacy.stats().statements - before[0]!, candidate.stats().statements - before[1]!]
    expect(old + fresh).toBe(40)
    expect(Math.min(old, fresh)).toBeGreaterThan(5)
    expect(await items.count()).toEqual({ n: 40 })
  })

  it('keeps a transaction on the side it began on, though the switch is thrown meanwhile', async () => {
    const { candidate, rollout, items } = await sides()
    const key = Array.from({ length: 50 }, (_, n) => `${n}`).find((one) =>
      isIn({ percentage: 50 }, 'Items', one),
    )!
    const before = candidate.stats().transactions.committed
    expect(await withRolloutKey(key, () => items.move(() => rollout.kill()))).toEqual({ n: 1 })
    expect(candidate.stats().transactions.committed - before).toBe(1)
    await sleep(0)
  })
})
