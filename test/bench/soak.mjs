// Mixed operations for a long time, with faults injected into the driver. Exits 1 when a connection, memory, an
// acknowledged write or an error was lost.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Database, DatabaseError } from '@duckshift/runtime'
import { ChaosDriver } from '@duckshift/runtime/testing'
import { HeapWatch } from './support/heap.mjs'
import { asJson, numberOption } from './support/options.mjs'

const operations = numberOption('operations', 1_000_000)
const flows = numberOption('flows', 32)
const accounts = 200
const opening = 1_000
const pages = 10_000
const samples = 40

const folder = mkdtempSync(join(tmpdir(), 'duckshift-soak-'))
const chaos = new ChaosDriver()
const db = await Database.open(join(folder, 'soak.duckdb'), {
  driver: chaos.open,
  coalesceReads: true,
  groupWrites: true,
  pool: {
    max: 8,
    min: 2,
    acquireTimeoutMs: 30_000,
    idleTimeoutMs: 2_000,
    maxLifetimeMs: 5_000,
    leakDetectionMs: 60_000,
  },
})
await db.script(`
  create table pages(id int primary key, title varchar);
  insert into pages select range, 'page ' || range from range(${pages});
  create table accounts(id int primary key, balance bigint not null);
  insert into accounts select range, ${opening} from range(${accounts});
  create table writes(id int);
  create table bulk(id int)`)

const seen = { unhandledRejections: 0, leaks: 0, unleaked: 0, reopened: 0, hooksFailed: 0, warnings: 0 }
process.on('unhandledRejection', () => {
  seen.unhandledRejections += 1
})
process.on('warning', () => {
  seen.warnings += 1
})
for (const [event, key] of [
  ['leak', 'leaks'],
  ['unleaked', 'unleaked'],
  ['reopened', 'reopened'],
  ['hookFailed', 'hooksFailed'],
]) {
  db.events.on(event, () => {
    seen[key] += 1
  })
}

const faults = { fail: 0, delay: 0, conflict: 0, invalidate: 0 }
const invalidateEvery = Math.max(2_000, Math.floor(operations / 100))
const strike = (fault) => {
  faults[fault.kind] += 1
  return fault
}
const startFaults = () =>
  chaos.everyCall(() => {
    if (chaos.calls % invalidateEvery === 0) return strike({ kind: 'invalidate' })
    const chance = Math.random()
    if (chance < 0.002)
      return strike({ kind: 'fail', error: new Error('IO Error: Could not read from file') })
    if (chance < 0.004) return strike({ kind: 'conflict' })
    if (chance < 0.006) return strike({ kind: 'delay', delayMs: Math.random() * 10 })
    return undefined
  })

const whole = (below) => Math.floor(Math.random() * below)
const endless = 'select count(*) from range(100000000000) t(a) where a % 7 = 3'
/** By number of the operation: 1 when its write was acknowledged, 2 when its outcome is unknown. */
const writes = new Uint8Array(operations + 1)

async function write(number, insert) {
  writes[number] = 2
  await insert()
  writes[number] = 1
}

async function transfer() {
  const [source, target] = [whole(accounts), whole(accounts)]
  const amount = BigInt(1 + whole(9))
  await db.execute('update accounts set balance = balance - $1 where id = $2', [amount, source])
  await db.execute('update accounts set balance = balance + $1 where id = $2', [amount, target])
}

class OnPurpose extends Error {
  name = 'OnPurpose'
}

/** Each with its weight. */
const mix = {
  read: [46, () => db.maybeOne('select id, title from pages where id = $1', [whole(pages)])],
  write: [20, (number) => write(number, () => db.execute('insert into writes values ($1)', [number]))],
  transfer: [14, () => db.transaction(transfer)],
  'transfer that fails': [
    3,
    () =>
      db.transaction(async () => {
        await transfer()
        db.afterRollback(() => undefined)
        throw new OnPurpose()
      }),
  ],
  'nested transaction': [
    2,
    (number) =>
      write(number, () =>
        db.transaction(async () => {
          await db.transaction(() => db.execute('insert into writes values ($1)', [number]))
          await db.afterCommit(() => undefined)
        }),
      ),
  ],
  'independent transaction': [
    1,
    () => db.transaction(() => db.transaction(transfer, { nested: 'independent' })),
  ],
  'one after the other': [3, () => db.serialize(whole(4), () => db.transaction(transfer))],
  aggregation: [2, () => db.columns('select id % 10 as k, count(*) as n from pages group by k order by k')],
  stream: [
    2,
    async (number) => {
      let batches = 0
      for await (const _ of db.stream('from pages')) {
        batches += 1
        if (number % 2 === 0 && batches === 2) break
      }
    },
  ],
  append: [
    1,
    () =>
      db.transaction(async () => {
        await db.append(
          'bulk',
          Array.from({ length: 50 }, (_, index) => [index]),
        )
        await db.execute('delete from bulk where id >= 0')
      }),
  ],
  'held connection': [
    3,
    async (number) => {
      const connection = await db.connect()
      try {
        await connection.execute('create temp table mine as select $1::int as id', [number])
        if (number % 3 === 0) await connection.execute('begin')
        const { id } = await connection.one('from mine')
        if (id !== number) throw new Error('another connection’s temporary table')
      } finally {
        await connection.release()
      }
    },
  ],
  abort: [1, () => db.query(endless, undefined, { signal: AbortSignal.timeout(1 + whole(5)) })],
  timeout: [1, () => db.query(endless, undefined, { timeoutMs: 1 + whole(5) })],
  'wrong statement': [1, () => db.query('select nothing from nowhere')],
}
const wheel = Object.entries(mix).flatMap(([name, [weight, run]]) => Array(weight).fill({ name, run }))

const counts = Object.fromEntries(Object.keys(mix).map((name) => [name, 0]))
const errors = {}
const unexpected = []
function account(name, error) {
  const isExpected =
    error instanceof DatabaseError ||
    error instanceof OnPurpose ||
    error?.name === 'TimeoutError' ||
    error?.message?.startsWith('IO Error')
  const kind = error instanceof DatabaseError ? error.code : (error?.name ?? 'unknown')
  errors[name] ??= {}
  errors[name][kind] = (errors[name][kind] ?? 0) + 1
  if (!isExpected && unexpected.length < 10) unexpected.push(String(error?.stack ?? error))
}

const heap = new HeapWatch()
const since = performance.now()
let started = 0
let reported = 0
async function flow() {
  while (started < operations) {
    started += 1
    const number = started
    const { name, run } = wheel[whole(wheel.length)]
    counts[name] += 1
    try {
      await run(number)
    } catch (error) {
      account(name, error)
    }
    if (number % Math.ceil(operations / samples) === 0) heap.sample()
    if (asJson || performance.now() - reported < 10_000) continue
    reported = performance.now()
    const { waiting, inUse } = db.stats().pool
    console.error(`${number} of ${operations}: ${inUse} connections in use, ${waiting} callers waiting`)
  }
}
startFaults()
await Promise.all(Array.from({ length: flows }, flow))
chaos.everyCall(undefined)
const seconds = (performance.now() - since) / 1e3

const { total } = await db.one('select sum(balance)::int as total from accounts')
const present = new Uint8Array(operations + 1)
let writtenTwice = 0
for await (const rows of db.stream('select id from writes')) {
  for (const { id } of rows) {
    if (present[id] === 1) writtenTwice += 1
    present[id] = 1
  }
}
let lostWrites = 0
let inventedWrites = 0
writes.forEach((state, number) => {
  if (state === 1 && present[number] === 0) lostWrites += 1
  if (state === 0 && present[number] === 1) inventedWrites += 1
})
const { pool, conflictsRetried } = db.stats()
await db.close({ deadlineMs: 10_000 })
const closed = db.stats().pool
rmSync(folder, { recursive: true })

const growth = heap.growth
const heapGrowth = growth.heapAtEndMB / growth.heapAfterWarmUpMB - 1
const problems = [
  [pool.inUse > 0 || pool.leaked > 0, `${pool.inUse} connections never came back`],
  [closed.created !== closed.destroyed, `${closed.created} connections made, ${closed.destroyed} closed`],
  [seen.unhandledRejections > 0, `${seen.unhandledRejections} unhandled rejections`],
  [seen.warnings > 0, `${seen.warnings} warnings of the process`],
  [unexpected.length > 0, `unexpected errors: ${unexpected.join('\n')}`],
  [total !== accounts * opening, `the accounts hold ${total} instead of ${accounts * opening}`],
  [lostWrites > 0, `${lostWrites} acknowledged writes are missing`],
  [inventedWrites + writtenTwice > 0, `${inventedWrites} writes nobody made, ${writtenTwice} made twice`],
  [
    operations >= 20_000 && heapGrowth > 0.1,
    `the heap grew by ${(heapGrowth * 100).toFixed(1)}% after warm-up`,
  ],
].flatMap(([isWrong, text]) => (isWrong ? [text] : []))

const figures = {
  operations,
  seconds: Math.round(seconds),
  operationsPerSecond: Math.round(operations / seconds),
  counts,
  faults,
  errors,
  conflictsRetried,
  events: seen,
  connections: { made: closed.created, closed: closed.destroyed, leaked: pool.leaked },
  memory: { ...growth, heapGrowth },
  problems,
}
console.log(asJson ? JSON.stringify(figures, undefined, 2) : figures)
if (problems.length > 0) process.exitCode = 1
