import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../../test/support/project.js'
import { Database } from '../database.js'
import { PrometheusMetrics } from '../metrics/prometheus-metrics.js'
import { Rollout } from '../rollout/rollout.js'
import { rolloutDatabase } from '../rollout/rollout-database.js'
import { compareRows } from './compare-rows.js'
import { Shadow } from './shadow.js'

type Rows = Record<string, unknown>[]
const answer = (rows: Rows) => async () => structuredClone(rows)

describe('compareRows', () => {
  const day = (ms: number) => new Date(1_700_000_000_000 + ms)
  it.each<[string, Rows, Rows, object, number]>([
    ['equal', [{ a: 1, b: [1, { c: day(0) }] }], [{ a: 1, b: [1, { c: day(0) }] }], {}, 0],
    ['another order', [{ a: 1 }, { a: 2 }], [{ a: 2 }, { a: 1 }], {}, 2],
    [
      'another order that is ignored',
      [{ a: 1 }, { a: 2 }],
      [{ a: 2 }, { a: 1 }],
      { ignoreRowOrder: true },
      0,
    ],
    ['nearly equal numbers', [{ a: 0.1 + 0.2 }], [{ a: 0.3 }], {}, 0],
    ['unlike numbers', [{ a: 1 }], [{ a: 1.01 }], {}, 1],
    ['numbers within the tolerance', [{ a: 1 }], [{ a: 1.01 }], { numericTolerance: 0.02 }, 0],
    [
      'nearly equal in another order',
      [{ a: 1.0000001 }, { a: 0.9999999 }, { a: 5 }],
      [{ a: 5 }, { a: 0.99999991 }, { a: 1.00000011 }],
      { ignoreRowOrder: true, numericTolerance: 1e-6 },
      0,
    ],
    ['a bigint for a number', [{ a: 1n }], [{ a: 1 }], {}, 0],
    ['another bigint', [{ a: 9007199254740993n }], [{ a: 9007199254740992n }], {}, 1],
    ['times apart', [{ a: day(0) }], [{ a: day(3) }], {}, 1],
    ['times within the tolerance', [{ a: day(0) }], [{ a: day(3) }], { timestampToleranceMs: 5 }, 0],
    ['an ignored column', [{ a: 1, at: 1 }], [{ a: 1, at: 2 }], { ignoreColumns: ['at'] }, 0],
    ['a missing column', [{ a: 1, b: 1 }], [{ a: 1 }], {}, 1],
    ['a text for a number', [{ a: 1 }], [{ a: '1' }], {}, 1],
    ['null and undefined', [{ a: null }], [{ a: undefined }], {}, 1],
    ['a missing row', [{ a: 1 }, { a: 1 }], [{ a: 1 }], {}, 1],
    [
      'a row twice instead of another',
      [{ a: 1 }, { a: 2 }],
      [{ a: 1 }, { a: 1 }],
      { ignoreRowOrder: true },
      1,
    ],
  ])('%s', (_, expected, actual, options, differences) => {
    expect(compareRows(expected, actual, options).length).toBe(differences)
  })
})

describe('Shadow', () => {
  it('counts, tells and writes what differs', async () => {
    const file = join(temporaryFolder(), 'mismatches.jsonl')
    const told: unknown[] = []
    const shadow = new Shadow({ name: 'models', file, onMismatch: (one) => told.push(one) })
    const metrics = new PrometheusMetrics()
    metrics.observeShadow(shadow)
    await shadow.read('select 1', answer([{ v: 1 }]), answer([{ v: 1 }]))
    await shadow.settled()
    const rows = await shadow.read(
      'select v from t',
      answer([{ v: 1n, at: 'x' }]),
      answer([{ v: 2n, at: 'x' }]),
    )
    rows[0]!.v = 2n
    await shadow.settled()
    expect(shadow.stats).toMatchObject({ compared: 2, matched: 1, mismatched: 1 })
    expect(told).toMatchObject([
      {
        shadow: 'models',
        label: 'select v from t',
        differences: [{ row: 0, column: 'v', expected: 1n, actual: 2n }],
      },
    ])
    const [line] = readFileSync(file, 'utf8').trim().split('\n')
    expect(JSON.parse(line!)).toMatchObject({ differences: [{ expected: '1n', actual: '2n' }] })
    const text = await metrics.registry.metrics()
    expect(text).toContain('duckdb_shadow_reads_total{shadow="models",outcome="mismatched"} 1')
  })

  it('never delays or fails the answer, however slow or broken the other side is', async () => {
    const shadow = new Shadow({ deadlineMs: 40, maxConcurrent: 2 })
    const others = [
      () => sleep(60_000, [] as Rows, { ref: false }),
      () => Promise.reject(new Error('no')),
      () => {
        throw new Error('at once')
      },
      () => new Promise<Rows>(() => undefined),
    ]
    const db = await Database.open(':memory:')
    const p99Of = async (read: () => Promise<unknown>) => {
      const latencies: number[] = []
      for (let call = 0; call < 100; call += 1) {
        const since = performance.now()
        await read()
        latencies.push(performance.now() - since)
      }
      return latencies.sort((a, b) => a - b)[98]!
    }
    const primary = () => db.query('select count(*) as n from range(1000)')
    let call = 0
    const shadowed = () => shadow.read('select n', primary, others[call++ % others.length]!)
    const p99s = { alone: [] as number[], shadowed: [] as number[] }
    for (let round = 0; round < 5; round += 1) {
      p99s.alone.push(await p99Of(primary))
      p99s.shadowed.push(await p99Of(shadowed))
    }
    await shadow.settled()
    await db.close()
    const told = Object.entries(p99s).map(
      ([who, all]) => `${who} ${all.map((ms) => ms.toFixed(2)).join(', ')}`,
    )
    console.log(`p99 in ms, five rounds by turns: ${told.join('; ')}`)
    const { failed, timedOut, skipped, compared } = shadow.stats
    expect(failed).toBeGreaterThan(0)
    expect(timedOut).toBeGreaterThan(0)
    expect([compared, failed + timedOut + skipped]).toEqual([0, 500])
    // Any wait for the other side would show as its deadline in every round.
    expect(Math.min(...p99s.shadowed)).toBeLessThan(40)
  })

  it('rejects with the error of the side that answers, and then compares nothing', async () => {
    const shadow = new Shadow()
    const failing = () => Promise.reject(new Error('mine'))
    await expect(shadow.read('q', failing, answer([]))).rejects.toThrow('mine')
    await shadow.settled()
    expect(shadow.stats.compared).toBe(0)
  })

  it('learns the noise by comparing a side with itself, and knows moved data from a mismatch', async () => {
    let n = 0
    const moving = async () => [{ n: n++ }] as Rows
    const control = new Shadow({ mode: 'control' })
    await control.read('select n', moving, answer([]))
    await control.settled()
    expect(control.stats).toMatchObject({ mismatched: 1 })
    const shadow = new Shadow()
    await shadow.read('select n', moving, answer([{ n: 99 }]))
    await shadow.settled()
    expect(shadow.stats).toMatchObject({ mismatched: 0, moved: 1 })
  })

  it('takes a sample', async () => {
    const shadow = new Shadow({ sampleRate: 0.2 })
    for (let call = 0; call < 500; call += 1) {
      await shadow.read('q', answer([]), answer([]))
      await shadow.settled()
    }
    expect(shadow.stats.compared).toBeGreaterThan(50)
    expect(shadow.stats.compared).toBeLessThan(150)
  })

  it('on two real databases: reads are compared, writes run once, transactions are left alone', async () => {
    const legacy = await Database.open(':memory:', { mode: 'singleton' })
    const candidate = await Database.open(':memory:')
    for (const db of [legacy, candidate])
      await db.execute('create table t as select range as id from range(3)')
    await candidate.execute('insert into t values (99)')
    const shadow = new Shadow()
    const db = rolloutDatabase({
      legacy,
      candidate,
      rollout: new Rollout({ environment: {} }),
      flag: 'x',
      shadow,
    })
    expect((await db.query('select * from t')).length).toBe(3)
    await shadow.settled()
    expect((await db.query('select 1 as one')).length).toBe(1)
    await shadow.settled()
    expect(shadow.stats).toMatchObject({ compared: 2, mismatched: 1, matched: 1 })
    const before = candidate.stats().statements
    await db.execute('delete from t')
    await db.query('insert into t values (7) returning id')
    await db.transaction(() => db.query('select * from t'))
    await shadow.settled()
    expect(candidate.stats().statements).toBe(before)
    await db.close()
  })
})
