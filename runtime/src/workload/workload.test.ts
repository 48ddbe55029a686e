import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { temporaryFolder } from '../../../test/support/project.js'
import { Database } from '../database.js'
import { readWorkload } from './read-workload.js'
import { type RecordOptions, recordFlow } from './recorder.js'
import { differingAnswers, replay } from './replay.js'
import { decodeValue, encodeValue } from './workload-format.js'

const schema = "create table t(id int primary key, name varchar); insert into t values (1, 'ann'), (2, 'bob')"

async function recording(
  options: Partial<RecordOptions>,
  work: (db: Database) => Promise<unknown>,
  mode?: 'singleton',
) {
  const file = join(temporaryFolder(), 'workload.jsonl')
  const db = await Database.open(':memory:', { record: { file, ...options }, ...(mode && { mode }) })
  await db.script(schema)
  await work(db)
  await db.close()
  await vi.waitFor(async () => {
    const before = readFileSync(file, 'utf8')
    await new Promise((resolve) => setTimeout(resolve, 80))
    expect(readFileSync(file, 'utf8')).toBe(before)
  }, 10_000)
  return file
}
const lines = (file: string) =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

/** Everything a workload can hold: parameters of all kinds, transactions that end either way, failures. */
async function everything(db: Database) {
  await db.query('select * from t where id = $1', [1])
  await db.query('select $big::hugeint as a, $day::timestamp as b, $bytes::blob as c, $list::int[] as d', {
    big: 2n ** 70n,
    day: new Date(0),
    bytes: new Uint8Array([1, 2]),
    list: [1, 2],
  })
  await db.transaction(async () => {
    await db.execute('insert into t values ($1, $2)', [3, 'cat'])
    await db.execute("update t set name = 'x' where id = 3")
  })
  await db
    .transaction(async () => {
      await db.execute('delete from t')
      throw new Error('no')
    })
    .catch(() => undefined)
  {
    await using connection = await db.connect()
    await connection.execute('create temp table kept as select 1 as one')
    await connection.query('select one from kept')
  }
  await db.execute("insert into t values (1, 'again')").catch(() => undefined)
  await db.query('select count(*) as n from t')
}

describe('a recording', () => {
  it('tells what ran: statements, parameters, rows, errors, transactions and their ends', async () => {
    const file = await recording({}, everything)
    const all = lines(file)
    expect(all.map(({ sql, end }) => sql ?? end)).toEqual([
      schema,
      'select * from t where id = $1',
      'select $big::hugeint as a, $day::timestamp as b, $bytes::blob as c, $list::int[] as d',
      'insert into t values ($1, $2)',
      "update t set name = 'x' where id = 3",
      'commit',
      'delete from t',
      'rollback',
      'create temp table kept as select 1 as one',
      'select one from kept',
      "insert into t values (1, 'again')",
      'select count(*) as n from t',
    ])
    expect(all[1]).toMatchObject({ parameters: [1], rows: 1, database: ':memory:' })
    expect(all[2]).toMatchObject({ parameters: { big: { $bigint: '1180591620717411303424' } } })
    expect(all[3]!.transaction).toBe(all[4]!.transaction)
    expect(all[9]!.session).toBe(all[8]!.session)
    expect(all[10]).toMatchObject({ error: 'constraint' })
    expect(all[1]!.ms).toBeGreaterThan(0)
  })

  it.each([
    ['singleton', 1],
    ['pool', 1],
    ['pool', 'recorded'],
  ] as const)(
    'gives the same answers on the %s, concurrency %s, with figures per query',
    async (mode, concurrency) => {
      const operations = await readWorkload(await recording({}, everything))
      expect(operations.map(({ isRolledBack }) => isRolledBack)).toEqual(
        operations.map((_, index) => index === 4),
      )
      expect(operations.length).toBe(9)
      const run = async (options: object) => {
        const db = await Database.open(':memory:', { rows: 'json', ...options })
        const result = await replay(operations, db, { concurrency })
        const rows = await db.query('select * from t order by id')
        await db.close()
        return { result, rows }
      }
      const first = await run({ mode: 'singleton' })
      const second = await run({ mode })
      expect(differingAnswers(operations, first.result, second.result)).toEqual([])
      expect(second.rows).toEqual([
        { id: 1, name: 'ann' },
        { id: 2, name: 'bob' },
        { id: 3, name: 'x' },
      ])
      const failed = second.result.queries.find(({ sql }) => sql.includes('again'))!
      expect(failed).toMatchObject({ runs: 1, failed: 1 })
      expect(failed.p95Ms).toBeGreaterThanOrEqual(failed.p50Ms)
    },
  )

  it('knows a transaction by hand on the one connection of before', async () => {
    const file = await recording(
      {},
      async (db) => {
        for (const sql of ['begin', "insert into t values (9, 'x')", 'rollback', 'select count(*) from t']) {
          await db.execute(sql)
        }
      },
      'singleton',
    )
    const operations = await readWorkload(file)
    expect(operations.map(({ statements, isRolledBack }) => [statements[0]!.sql, isRolledBack])).toEqual([
      [schema, false],
      ["insert into t values (9, 'x')", true],
      ['select count(*) from t', false],
    ])
  })

  it('holds no value when it is told so, and the same hash for the same text', async () => {
    const work = async (db: Database) => {
      await db.query("select * from t where name = $1 or name = 'ann' or name = $$ann$$ -- 'ann'", ['ann'])
    }
    const without = await recording({ values: 'none' }, work)
    expect(readFileSync(without, 'utf8')).not.toContain('ann')
    const hashed = await recording({ values: 'hash' }, work)
    const [, read] = lines(hashed)
    const [hash] = read!.parameters as string[]
    expect(hash).toMatch(/^#[0-9a-f]{16}$/)
    expect(String(read!.sql)).toContain(`'${hash}'`)
    expect(JSON.stringify(read!.parameters)).not.toContain('ann')
  })

  it('takes a sample of whole transactions, and never outgrows its bound', async () => {
    const many = async (db: Database) => {
      for (let n = 0; n < 60; n += 1) {
        await db.transaction(async () => {
          await db.query('select 1')
          await db.query('select 2')
        })
      }
    }
    const sampled = await readWorkload(await recording({ sampleRate: 0.5 }, many))
    const transactions = sampled.filter(({ isTransaction }) => isTransaction)
    expect(transactions.length).toBeGreaterThan(10)
    expect(transactions.length).toBeLessThan(50)
    expect(transactions.every(({ statements }) => statements.length === 2)).toBe(true)
    const bounded = await recording({ maxBytes: 2_000 }, many)
    expect(readFileSync(bounded).length).toBeLessThanOrEqual(2_000)
    expect(lines(bounded).length).toBeGreaterThan(3)
  })

  it('tells requests and named flows apart', async () => {
    const file = await recording({}, async (db) => {
      await recordFlow(() => db.query('select 1'))
      const server = createServer((_request, response) => {
        db.query('select 2')
          .then(() => db.query('select 3'))
          .then(() => response.end())
      }).listen(0)
      const { port } = server.address() as AddressInfo
      await Promise.all(
        [1, 2].map(() => fetch(`http://127.0.0.1:${port}`).then((response) => response.text())),
      )
      await new Promise((resolve) => server.close(resolve))
    })
    const operations = await readWorkload(file)
    const flowsOf = (sql: string) =>
      operations.filter(({ statements }) => statements[0]!.sql === sql).map(({ flow }) => flow)
    const seconds = flowsOf('select 2')
    expect(new Set([...flowsOf('select 1'), ...seconds]).size).toBe(3)
    expect(flowsOf('select 3').sort()).toEqual(seconds.sort())
  })
})

it('values come back as they were', () => {
  const value = fc.oneof(
    fc.bigInt(),
    fc.double(),
    fc.string(),
    fc.boolean(),
    fc.date({ noInvalidDate: true }),
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(value, fc.array(value))), (parameters) => {
      expect(decodeValue(JSON.parse(JSON.stringify(encodeValue(parameters))))).toEqual(
        parameters
          .map((one) => (Object.is(one, -0) ? 0 : one))
          .map((one) => (Array.isArray(one) ? one.map((item) => (Object.is(item, -0) ? 0 : item)) : one)),
      )
    }),
  )
})

it('says what is wrong with a file that is no recording', async () => {
  const file = join(temporaryFolder(), 'x.jsonl')
  await expect(readWorkload(file)).rejects.toThrow('does not exist')
  writeFileSync(file, '')
  await expect(readWorkload(file)).rejects.toThrow('is empty')
  writeFileSync(file, '{"sql": "select 1"}\n{"parameters": [1]}\n')
  await expect(readWorkload(file)).rejects.toThrow('line 2')
  writeFileSync(file, 'not json\n')
  await expect(readWorkload(file)).rejects.toMatchObject({ code: 'bad-workload' })
})
