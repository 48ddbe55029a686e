// 1,000 single reads and writes against the same in one batch, on a database file.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Database, Repository } from '@duckshift/runtime'
import { Benchmark } from './support/bench.mjs'

const bench = new Benchmark('batch')
const folder = mkdtempSync(join(tmpdir(), 'duckshift-bench-'))
const db = await Database.open(join(folder, 'a.duckdb'))
const grouping = await Database.open(join(folder, 'a.duckdb'), { groupWrites: true, coalesceReads: true })
await db.script(
  "create table t(id int primary key, name varchar, v double); insert into t select range, 'n' || range, range / 3 from range(100000); create table w(id int primary key, name varchar)",
)
const count = 1_000
const one = 'select id, name, v from t where id = $1'
const insert = 'insert into w values ($1, $2)'

class Rows extends Repository {
  byId = this.batch(
    (ids) => this.db.query('select id, name, v from t where id in (select unnest($1::int[]))', [ids]),
    { keyOf: (row) => row.id },
  )
  add = this.batchWrite((rows) => this.db.append('w', rows))
}
const rows = new Rows(db)
const ids = () => Array.from({ length: count }, () => Math.floor(Math.random() * 100_000))
const each = (values, work) => Promise.all(values.map(work))

const reads = await bench.measure(`${count} reads by key`, {
  'one after the other': async () => {
    for (const id of ids()) await db.maybeOne(one, [id])
  },
  'all at once': () => each(ids(), (id) => db.maybeOne(one, [id])).then(() => undefined),
  'all at once, coalesceReads': () => each(ids(), (id) => grouping.maybeOne(one, [id])).then(() => undefined),
  'this.batch': () => each(ids(), (id) => rows.byId(id)).then(() => undefined),
})
bench.goal('one after the other / this.batch', reads['one after the other'].ms, reads['this.batch'].ms, {
  atLeast: 20,
})
bench.goal('all at once / this.batch', reads['all at once'].ms, reads['this.batch'].ms, { atLeast: 10 })

let next = 0
const items = () => Array.from({ length: count }, () => ({ id: next++, name: 'x' }))
const writes = await bench.measure(
  `${count} durable inserts`,
  {
    'one after the other': async () => {
      for (const { id, name } of items()) await db.execute(insert, [id, name])
    },
    'in one transaction': () =>
      db.transaction(async () => {
        for (const { id, name } of items()) await db.execute(insert, [id, name])
      }),
    'all at once, groupWrites': () =>
      each(items(), ({ id, name }) => grouping.execute(insert, [id, name])).then(() => undefined),
    'this.batchWrite': () => each(items(), (item) => rows.add(item)).then(() => undefined),
  },
  { rounds: 5 },
)
bench.goal(
  'one after the other / this.batchWrite',
  writes['one after the other'].ms,
  writes['this.batchWrite'].ms,
  { atLeast: 20 },
)
bench.goal(
  'one after the other / groupWrites',
  writes['one after the other'].ms,
  writes['all at once, groupWrites'].ms,
  { atLeast: 5 },
)
await Promise.all([db.close(), grouping.close()])
rmSync(folder, { recursive: true, force: true })
bench.finish()
