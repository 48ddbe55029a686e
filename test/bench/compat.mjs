// The compatibility modules against the package they stand in for, and against the bare driver. The real package is taken
// from DUCKDB_ASYNC_FOLDER, or from the archive beside the repository; without it only the bare driver is compared.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { Database } from '@duckshift/runtime/compat/duckdb-async'
import { noOldDriver, oldDriverFolder } from '../support/old-driver.mjs'
import { Benchmark, percentile, timed } from './support/bench.mjs'

const bench = new Benchmark('compat')
const folder = oldDriverFolder()
if (!folder) console.error(`Without the real package: ${noOldDriver}.`)
const real = folder && createRequire(join(folder, 'package.json'))('duckdb-async').Database

const rows = 100_000
const schema = `create table t (id integer primary key, name varchar, v double, made timestamp, n bigint);
  insert into t select range, 'name ' || range, range / 3, timestamp '2024-01-01' + to_seconds(range), range from range(${rows});
  create table sink (id integer, name varchar, v double)`
const databases = {
  ...(real && { 'duckdb-async': await real.create(':memory:') }),
  compat: await Database.create(':memory:'),
  'compat, parallel': await Database.create(':memory:', { parallel: true }),
}
for (const db of Object.values(databases)) await db.exec(schema)
const instance = await DuckDBInstance.create(':memory:')
const driver = await instance.connect()
await driver.run(schema)

const figure = (name, count, work) => async () => ({ [name]: ((await timed(work)) * 1e3) / count })
const peersOf = (name, count, work, bare) => ({
  ...Object.fromEntries(
    Object.entries(databases).map(([peer, db]) => [peer, figure(name, count, () => work(db))]),
  ),
  ...bare,
})
const anyId = () => Math.floor(Math.random() * rows)
// One small statement costs the current driver more than the old one; what the modules add is the ratio to the driver.
const compare = (name, values, unit, { atMost, bare, bareAtMost, peer = 'compat' }) => {
  const own = values[peer][unit]
  if (real) bench.goal(`${name}: ${peer} / duckdb-async`, own, values['duckdb-async'][unit], { atMost })
  if (bare) bench.goal(`${name}: ${peer} / ${bare}`, own, values[bare][unit], { atMost: bareAtMost })
}

{
  const sql = 'select id, name, v from t where id = ?'
  const prepared = await driver.prepare(sql)
  const count = 300
  const repeat = async (lookup) => {
    for (let turn = 0; turn < count; turn += 1) await lookup(anyId())
  }
  const unit = 'us/lookup'
  const values = await bench.measure(
    'point lookup, all(sql, id), one caller',
    peersOf(unit, count, (db) => repeat((id) => db.all(sql, id)), {
      'driver, prepared': figure(unit, count, () =>
        repeat(async (id) => {
          prepared.bindInteger(1, id)
          return (await prepared.run()).getRowObjectsJS()
        }),
      ),
      'driver, run(sql, values)': figure(unit, count, () =>
        repeat(async (id) => (await driver.run(sql, [id])).getRowObjectsJS()),
      ),
    }),
    { rounds: 9 },
  )
  compare('lookup', values, unit, { atMost: 1.5, bare: 'driver, prepared', bareAtMost: 1.25 })
  prepared.destroySync()
}

{
  const count = 300
  const unit = 'us/statement'
  const repeat = async (run) => {
    for (let turn = 0; turn < count; turn += 1) await run(`select ${turn} as a, 'text' as b`)
  }
  const values = await bench.measure(
    'statement without parameters, one caller',
    peersOf(unit, count, (db) => repeat((sql) => db.all(sql)), {
      driver: figure(unit, count, () => repeat(async (sql) => (await driver.run(sql)).getRowObjectsJS())),
    }),
  )
  compare('statement', values, unit, { atMost: 2, bare: 'driver', bareAtMost: 1.25 })
}

{
  const count = 500
  const unit = 'us/row'
  const sql = 'insert into sink values (?, ?, ?)'
  const values = await bench.measure(
    'bulk insert through a prepared statement, one transaction',
    peersOf(
      unit,
      count,
      async (db) => {
        await db.run('begin')
        const statement = await db.prepare(sql)
        for (let id = 0; id < count; id += 1) await statement.run(id, `name ${id}`, id / 2)
        await statement.finalize()
        await db.run('commit')
        await db.run('delete from sink')
      },
      {
        driver: figure(unit, count, async () => {
          await driver.run('begin')
          const statement = await driver.prepare(sql)
          for (let id = 0; id < count; id += 1) {
            statement.bindInteger(1, id)
            statement.bindVarchar(2, `name ${id}`)
            statement.bindDouble(3, id / 2)
            await statement.run()
          }
          statement.destroySync()
          await driver.run('commit')
          await driver.run('delete from sink')
        }),
      },
    ),
  )
  compare('bulk insert', values, unit, { atMost: 1.25, bare: 'driver', bareAtMost: 2 })
}

{
  const unit = 'us/row'
  const sql = 'select * from t'
  const values = await bench.measure(
    `${rows} rows of five columns`,
    peersOf(unit, rows, (db) => db.all(sql), {
      driver: figure(unit, rows, async () => (await driver.run(sql)).getRowObjectsJS()),
    }),
    { rounds: 5 },
  )
  compare('many rows', values, unit, { atMost: 1.15, bare: 'driver', bareAtMost: 1 })
}

{
  const sql = 'select id, name, v from t where id = ?'
  const heavy = 'select sum(sin(a.id * b.range)) as s from t a, range(60) b'
  const peer = (db) => async () => {
    const latencies = []
    let isRunning = true
    const long = db.all(heavy).then(() => {
      isRunning = false
    })
    while (isRunning) {
      const since = performance.now()
      await db.all(sql, anyId())
      latencies.push(performance.now() - since)
    }
    await long
    return { 'p50 ms': percentile(latencies, 0.5), lookups: latencies.length }
  }
  const values = await bench.measure(
    'lookups while a long statement runs',
    Object.fromEntries(Object.entries(databases).map(([name, db]) => [name, peer(db)])),
    { rounds: 5 },
  )
  compare('behind a long statement', values, 'p50 ms', { atMost: 0.2, peer: 'compat, parallel' })
}

for (const db of Object.values(databases)) await db.close()
driver.closeSync()
instance.closeSync()
bench.finish()
