// Acquire and release against tarn and generic-pool; a pooled point query against the bare driver.
import { DuckDBInstance } from '@duckdb/node-api'
import { Database } from '@duckshift/runtime'
import genericPool from 'generic-pool'
import tarn from 'tarn'
import { Pool } from '../../runtime/dist/pool/pool.js'
import { Benchmark, timed } from './support/bench.mjs'

const bench = new Benchmark('pool')
const max = 8
// Enough that the measure is of compiled code, which is what a long-lived pool runs.
const loans = 100_000

const ours = new Pool({
  create: async () => ({}),
  destroy: () => undefined,
  max,
  min: 0,
  acquireTimeoutMs: 60_000,
  idleTimeoutMs: 60_000,
  maxLifetimeMs: 3_600_000,
})
const tarnPool = new tarn.Pool({
  create: async () => ({}),
  destroy: () => undefined,
  min: 0,
  max,
  acquireTimeoutMillis: 60_000,
})
const generic = genericPool.createPool(
  { create: async () => ({}), destroy: async () => undefined },
  { max, min: 0, acquireTimeoutMillis: 60_000 },
)

const borrowers = {
  duckshift: async () => (await ours.acquire()).release(),
  tarn: async () => tarnPool.release(await tarnPool.acquire().promise),
  'generic-pool': async () => generic.release(await generic.acquire()),
}

for (const callers of [1, 8, 64]) {
  const peers = {}
  for (const [name, borrow] of Object.entries(borrowers)) {
    const caller = async () => {
      for (let loan = 0; loan < loans / callers; loan += 1) await borrow()
    }
    peers[name] = async () => {
      const ms = await timed(() => Promise.all(Array.from({ length: callers }, caller)))
      return { 'ns/loan': (ms * 1e6) / loans }
    }
  }
  const values = await bench.measure(`acquire and release, ${callers} callers on ${max}`, peers)
  const own = values.duckshift['ns/loan']
  const faster = own.map((_, round) =>
    Math.min(values.tarn['ns/loan'][round], values['generic-pool']['ns/loan'][round]),
  )
  bench.goal(`faster library / duckshift, ${callers} callers`, faster, own, { atLeast: 4 })
}
await Promise.all([tarnPool.destroy(), generic.drain().then(() => generic.clear()), ours.close()])

const rows = 100_000
const lookups = 400
const schema = `create table t(id int primary key, name varchar, v double);
  insert into t select range, 'name ' || range, range / 3 from range(${rows})`
const sql = 'select id, name, v from t where id = $1'
const ids = () => Array.from({ length: lookups }, () => Math.floor(Math.random() * rows))

const instance = await DuckDBInstance.create(':memory:')
const connection = await instance.connect()
await connection.run(schema)
const prepared = await connection.prepare(sql)
const cached = await Database.open(':memory:')
const uncached = await Database.open(':memory:', { statementCacheSize: 0 })
for (const db of [cached, uncached]) await db.script(schema)

const each = (lookup) => async () => {
  const ms = await timed(async () => {
    for (const id of ids()) await lookup(id)
  })
  return { 'us/lookup': (ms * 1e3) / lookups }
}
const values = await bench.measure(
  'point lookup by key, one caller',
  {
    'driver, prepared': each(async (id) => {
      prepared.bindInteger(1, id)
      return (await prepared.run()).getRowObjectsJS()
    }),
    'driver, run(sql, values)': each(async (id) => (await connection.run(sql, [id])).getRowObjectsJS()),
    duckshift: each((id) => cached.query(sql, [id])),
    'duckshift, no statement cache': each((id) => uncached.query(sql, [id])),
  },
  { rounds: 15 },
)
const time = (peer) => values[peer]['us/lookup']
bench.goal('duckshift / driver prepared', time('duckshift'), time('driver, prepared'), { atMost: 1.05 })
bench.goal('no cache / cache', time('duckshift, no statement cache'), time('duckshift'), { atLeast: 1.1 })
await Promise.all([cached.close(), uncached.close()])
prepared.destroySync()
connection.closeSync()
instance.closeSync()
bench.finish()
