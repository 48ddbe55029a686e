import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { survey } from '@duckshift/codemods'
import { Database } from '@duckshift/runtime'
import { ChaosDriver } from '@duckshift/runtime/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkAvailability } from '../../cli/src/gates/availability-check.js'
import { checkBatchedQueries } from '../../cli/src/gates/batch-check.js'
import { checkCache } from '../../cli/src/gates/cache-checks.js'
import { checkTests, checkTypes } from '../../cli/src/gates/check-project.js'
import {
  checkConsistency,
  checkLegacyUsages,
  checkManualTransactions,
  checkStaleMentions,
} from '../../cli/src/gates/cleanup-checks.js'
import { GateDatabase } from '../../cli/src/gates/gate-database.js'
import { checkHealthOfPool } from '../../cli/src/gates/health-check.js'
import { checkIntegrity } from '../../cli/src/gates/integrity-checks.js'
import { checkAnswers, checkSpeed } from '../../cli/src/gates/replay-checks.js'
import { openPool } from '../../cli/src/gates/workload/target.js'
import type { Session } from '../../cli/src/session.js'
import { duckshift, project, smallProject, smallProjectFiles } from '../support/project.js'

const services = `import { getClient } from './db.js'

export const find = (id: number) => getClient().query('SELECT * FROM items WHERE id = ?', [id])
export const named = (name: string) => getClient().query('SELECT id, created_at FROM items WHERE name = ? ORDER BY id', [name])
export const expensive = () => getClient().query('SELECT category, count(*) AS n, sum(price) AS total FROM items GROUP BY category')
export const add = (id: number, name: string) => getClient().execute('INSERT INTO items (id, name, created_at) VALUES (?, ?, now())', [id, name])
export const price = (id: number, value: number) => getClient().execute('UPDATE items SET price = ? WHERE id = ?', [value, id])
export const tags = (id: number) => getClient().query('SELECT tag FROM tags WHERE item_id = ?', [id])
`

describe('gates', () => {
  let root: string
  let session: Session
  let database: GateDatabase
  let transfers: GateDatabase

  beforeAll(async () => {
    root = smallProject({
      'src/services.ts': services,
      'README.md': '# small\n\nEverything goes through `getClient()`.\n',
    })
    // A thousand transfers between ten accounts, each recorded as the two writes that it is.
    const lines = Array.from({ length: 200 }, (_, index) => {
      const from = index % 10
      const to = (index * 7 + 3) % 10
      return [
        {
          sql: 'UPDATE accounts SET balance = balance - $1 WHERE id = $2',
          parameters: [5, from],
          transaction: index,
        },
        {
          sql: 'UPDATE accounts SET balance = balance + $1 WHERE id = $2',
          parameters: [5, to === from ? (to + 1) % 10 : to],
          transaction: index,
        },
      ]
    }).flat()
    writeFileSync(join(root, 'transfers.jsonl'), lines.map((line) => JSON.stringify(line)).join('\n'))
    const bank = await Database.open(join(root, 'bank.duckdb'))
    await bank.script(
      'CREATE TABLE accounts (id INTEGER PRIMARY KEY, balance INTEGER NOT NULL); INSERT INTO accounts SELECT i, 1000 FROM range(10) AS r(i)',
    )
    await bank.close()
    session = { root, config: {} } as Session
    database = await GateDatabase.open(session, found(), { operations: 120 })
    transfers = await GateDatabase.open(session, found(), {
      operations: 0,
      workload: 'transfers.jsonl',
      database: 'bank.duckdb',
    })
  })
  afterAll(() => {
    database?.close()
    transfers?.close()
    rmSync(root, { recursive: true, force: true })
  })
  const found = () => survey({ root })
  const chaotic = (chaos: ChaosDriver) => (path: string) => openPool(path, { driver: chaos.open })

  it('makes a workload of the statements in the code, the same each time', async () => {
    expect(database.workload).toMatchObject({ origin: 'synthesised' })
    expect(
      new Set(database.workload.operations.map(([statement]) => statement!.sql)).size,
    ).toBeGreaterThanOrEqual(5)
    const again = await GateDatabase.open(session, found(), { operations: 120 })
    expect(again.workload.operations).toEqual(database.workload.operations)
    again.close()
    expect(transfers.workload).toMatchObject({ origin: 'recorded', source: 'transfers.jsonl' })
    expect(transfers.workload.operations).toHaveLength(200)
  })

  it('goes without statements of the schema that DuckDB refuses, and says so', async () => {
    writeFileSync(
      join(root, 'more.sql'),
      `${smallProjectFiles['schema.sql']}ALTER TABLE elsewhere ADD COLUMN n INTEGER;
CREATE TABLE reports.days (day DATE);
`,
    )
    const extended = { root, config: { schema: ['more.sql'] } } as unknown as Session
    const opened = await GateDatabase.open(extended, found(), { operations: 40 })
    expect(opened.workload.operations.length).toBeGreaterThan(0)
    expect(opened.workload.source).toMatch(/without 1 statement of the schema: Catalog Error: .*elsewhere/)
    opened.close()
    rmSync(join(root, 'more.sql'))
  })

  it('1: answers agree, volatile ones aside; a row too few is seen', async () => {
    const check = await checkAnswers(database)
    expect(check).toMatchObject({ outcome: 'pass', measures: { mismatches: 0 } })
    const faulty = await checkAnswers(database, async (path) => {
      const target = await openPool(path)
      return {
        ...target,
        run: async (operation) => (await target.run(operation)).map((rows) => rows.slice(1)),
      }
    })
    expect(faulty).toMatchObject({ outcome: 'short', reason: expect.stringContaining('the rows differ') })
  })

  it('1: gives ratio and interval; a slowed pool falls short', async () => {
    const check = await checkSpeed(database, 4)
    expect(check.measures.failures).toBe(0)
    expect(check.measures.low!).toBeLessThanOrEqual(check.measures.ratio!)
    expect(check.measures.ratio!).toBeLessThanOrEqual(check.measures.high!)
    const chaos = new ChaosDriver().everyCall(() => ({ kind: 'delay', delayMs: 30 }))
    const slowed = await checkSpeed(database, 4, chaotic(chaos))
    expect(slowed).toMatchObject({ outcome: 'short', reason: 'The pool takes longer on this workload.' })
    expect(slowed.measures.low!).toBeGreaterThan(1.1)
  })

  it('1: failures on the pool alone fall short', async () => {
    let calls = 0
    const chaos = new ChaosDriver().everyCall(() => {
      calls += 1
      return calls % 50 === 0 ? { kind: 'fail', error: new Error('disk on fire') } : undefined
    })
    const check = await checkSpeed(database, 4, chaotic(chaos))
    expect(check.outcome).toBe('short')
    expect(check.measures.failures).toBeGreaterThan(0)
  })

  it('1: a pool that does not open falls short, with its reason', async () => {
    const check = await checkSpeed(database, 4, async () => {
      throw new Error('disk on fire')
    })
    expect(check).toMatchObject({
      outcome: 'short',
      figure: 'not measured: the pool failed every time',
      reason: '1 operation failed on the pool alone: disk on fire',
    })
  })

  it('1: health', async () => {
    expect(await checkHealthOfPool(database)).toMatchObject({ outcome: 'pass' })
  })

  const invariants = ['SELECT sum(balance) FROM accounts HAVING sum(balance) <> 10000']

  it('2: invariants hold under conflicts; without transactions they do not', async () => {
    const options = { concurrency: 4, invariants, conflictRate: 0.05 }
    const checks = await checkIntegrity(transfers, options)
    expect(checks.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['deadlock', 'pass'],
      ['conflicts', 'pass'],
      ['invariants', 'pass'],
    ])
    expect(checks[0]!.measures.conflicts).toBeGreaterThan(5)
    const halved = await checkIntegrity(transfers, options, async (path, given) => {
      const db = await Database.open(path, given)
      const transaction = async <R>(work: () => Promise<R>) => {
        try {
          return await work()
        } catch {
          return undefined as R
        }
      }
      // A write that fails half way is what a missing transaction loses.
      return altered(db, { transaction, query: failing(db) })
    })
    expect(halved.find((check) => check.id === 'invariants')).toMatchObject({ outcome: 'short' })
  })

  it('2: what never ends is called a deadlock', async () => {
    const [check] = await checkIntegrity(
      transfers,
      { concurrency: 4, invariants, deadlockMs: 300 },
      async (path, given) =>
        altered(await Database.open(path, given), { transaction: () => new Promise<never>(() => undefined) }),
    )
    expect(check).toMatchObject({ id: 'deadlock', outcome: 'short' })
  })

  it('2: transactions by hand are found', () => {
    writeFileSync(
      join(root, 'src/by-hand.ts'),
      "import { getClient } from './db.js'\n\nexport async function move() {\n  const db = getClient()\n  await db.execute('BEGIN')\n  await db.execute('COMMIT')\n}\n",
    )
    expect(checkManualTransactions(found())).toMatchObject({ outcome: 'short', figure: '1 left' })
    rmSync(join(root, 'src/by-hand.ts'))
    expect(checkManualTransactions(found())).toMatchObject({ outcome: 'pass' })
  })

  it('3: one query in the place of a loop takes less time; where it does not, that is said', async () => {
    const [batched] = [
      {
        method: 'Items.findById',
        each: { sql: 'SELECT * FROM items WHERE id = ?', parameterTypes: ['INTEGER'] },
        together: {
          sql: 'SELECT * FROM items WHERE id IN (SELECT unnest($1::INTEGER[]))',
          parameterTypes: ['INTEGER[]'],
        },
        isWrite: false,
      },
    ]
    expect(await checkBatchedQueries(database, [batched!])).toMatchObject({
      outcome: 'pass',
      measures: { queries: 1 },
    })
    const chaos = new ChaosDriver().everyCall(() => ({ kind: 'delay', delayMs: 400 }))
    expect(await checkBatchedQueries(database, [batched!], chaotic(chaos))).toMatchObject({
      outcome: 'short',
      reason: expect.stringContaining('Together they take'),
    })
    expect(await checkBatchedQueries(database, [])).toMatchObject({ outcome: 'skipped' })
  })

  it('3: rows of keys are inserted that no row has yet; values that do not suit the loop either are left out', async () => {
    const insert = (first: string, type: string) => ({
      method: 'Items.insert',
      each: { sql: `INSERT INTO items (id, name) VALUES (${first}, 'new')`, parameterTypes: [type] },
      together: {
        sql: `INSERT INTO items (id, name) SELECT ${first.replace('?', 'one')}, 'new' FROM (SELECT unnest($1::${type}[]) AS one)`,
        parameterTypes: [`${type}[]`],
      },
      isWrite: true,
    })
    expect(await checkBatchedQueries(database, [insert('?', 'INTEGER')])).toMatchObject({
      measures: { queries: 1, failures: 0 },
    })
    expect(await checkBatchedQueries(database, [insert('CAST(? AS INTEGER)', 'VARCHAR')])).toMatchObject({
      outcome: 'skipped',
      measures: { queries: 0, failures: 0 },
    })
  })

  it('3: the cache is hit, and never old; one that is not told of writes is seen', async () => {
    const read = 'SELECT balance FROM accounts WHERE id = $1'
    const lines = Array.from({ length: 600 }, (_, index) =>
      index % 30 === 0
        ? { sql: 'UPDATE accounts SET balance = balance + 1 WHERE id = $1', parameters: [index % 7] }
        : { sql: read, parameters: [index % 7] },
    )
    writeFileSync(join(root, 'reads.jsonl'), lines.map((line) => JSON.stringify(line)).join('\n'))
    const reads = await GateDatabase.open(session, found(), {
      operations: 0,
      workload: 'reads.jsonl',
      database: 'bank.duckdb',
    })
    const [rate, stale] = await checkCache(reads, new Set([read]), 4)
    expect(stale).toMatchObject({ outcome: 'pass', measures: { reads: 580, stale: 0 } })
    expect(rate!.measures.rate).toBeGreaterThan(0.5)
    const kept = new Map<string, unknown>()
    const [, old] = await checkCache(reads, new Set([read]), 4, async (path, options) => {
      const db = await Database.open(path, options)
      const query = async (sql: string, parameters?: readonly unknown[], given?: { cache?: unknown }) => {
        const key = JSON.stringify([sql, parameters])
        if (given?.cache && kept.has(key)) return kept.get(key)
        const rows = await db.query(sql, parameters)
        if (given?.cache) kept.set(key, rows)
        return rows
      }
      return altered(db, { query })
    })
    expect(old).toMatchObject({ outcome: 'short', reason: read })
    expect(await checkCache(reads, new Set(), 4)).toMatchObject([
      { outcome: 'skipped' },
      { outcome: 'skipped' },
    ])
    reads.close()
  })

  it('4: faults are survived; without retries they are not', async () => {
    expect(await checkAvailability(transfers, 4)).toMatchObject({ outcome: 'pass' })
    const once = await checkAvailability(transfers, 4, async (path, options) => {
      const db = await Database.open(path, options)
      return altered(db, {
        transaction: (work: () => Promise<unknown>) => db.transaction(work, { retry: false }),
      })
    })
    expect(once).toMatchObject({ outcome: 'short' })
    expect(once.measures.availability).toBeLessThan(0.99)
  })

  it('5: a usage that is left falls short', () => {
    expect(checkLegacyUsages(found())).toMatchObject({
      outcome: 'short',
      reason: expect.stringContaining('src/'),
    })
    expect(checkLegacyUsages({ accessors: [], usages: [] })).toMatchObject({ outcome: 'pass' })
  })

  it('5: a dead export falls short, and passes once it is gone', () => {
    const greeting = "export const greeting = (name: string) => 'Hello, ' + name\n"
    const own = project({
      'package.json': '{ "name": "own", "type": "module", "main": "src/main.ts" }',
      'tsconfig.json': smallProjectFiles['tsconfig.json'],
      'src/main.ts': "import { greeting } from './text.js'\n\nconsole.log(greeting('you'))\n",
      'src/text.ts': `${greeting}\nexport const farewell = 'Goodbye'\n`,
    })
    const seeded = duckshift(own, 'verify', '5', '--json')
    expect(seeded.code).toBe(1)
    const { outcome, checks } = JSON.parse(seeded.out)
    expect(outcome).toBe('short')
    const short = checks.filter((check: { outcome: string }) => check.outcome === 'short')
    expect(short).toMatchObject([
      { id: 'dead-code', measures: { dead: 1 }, reason: 'src/text.ts:3 farewell' },
    ])
    writeFileSync(join(own, 'src/text.ts'), greeting)
    expect(duckshift(own, 'verify', '5').code).toBe(0)
  })

  it('5: a second pattern for one concern falls short, unless a comment says why it stays', () => {
    const errors = 'export class AppError extends Error {}\nexport class NotFound extends AppError {}\n'
    const check = (text: string) => checkConsistency(survey({ root: project({ 'src/errors.ts': text }) }))
    expect(check(errors)).toMatchObject({ outcome: 'pass', measures: { places: 0, ignored: 0 } })
    const second = 'export class ParseError extends Error {}\n'
    expect(check(errors + second)).toMatchObject({
      outcome: 'short',
      reason: expect.stringContaining('src/errors.ts:3 second-error-family'),
    })
    expect(check(`${errors}// duckshift-ignore: a package of its own soon\n${second}`)).toMatchObject({
      outcome: 'pass',
      measures: { places: 0, ignored: 1 },
    })
  })

  it('6: a document that names the accessor falls short', () => {
    expect(checkStaleMentions(found())).toMatchObject({
      outcome: 'short',
      reason: expect.stringContaining('README.md:3 names getClient'),
    })
    writeFileSync(join(root, 'README.md'), '# small\n')
    expect(checkStaleMentions(found())).toMatchObject({ outcome: 'pass' })
  })

  it('every gate: type check and tests, passing and failing', async () => {
    expect(await checkTypes(root, {})).toMatchObject({ outcome: 'pass' })
    expect(await checkTests(root, {})).toMatchObject({ outcome: 'skipped' })
    expect(await checkTests(root, { test: 'node -e 0' })).toMatchObject({ outcome: 'pass' })
    expect(await checkTests(root, { test: 'node -e "process.exit(3)"' })).toMatchObject({
      outcome: 'short',
      measures: { exitCode: 3 },
    })
    writeFileSync(join(root, 'src/wrong.ts'), 'export const wrong: number = "text"\n')
    expect(await checkTypes(root, {})).toMatchObject({ outcome: 'short', measures: { diagnostics: 1 } })
    rmSync(join(root, 'src/wrong.ts'))
  })
})

/** The database with some of its methods replaced. */
function altered(db: Database, methods: Record<string, unknown>): Database {
  return new Proxy(db, {
    get(target, property) {
      if (property in methods) return methods[property as string]
      const value: unknown = Reflect.get(target, property, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

/** Every seventh write fails. */
function failing(db: Database) {
  let writes = 0
  return (sql: string, parameters?: readonly unknown[]) => {
    const isWrite = sql.startsWith('UPDATE')
    writes += isWrite ? 1 : 0
    return isWrite && writes % 7 === 6
      ? Promise.reject(new Error('the disk is full'))
      : db.query(sql, parameters)
  }
}
