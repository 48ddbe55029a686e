// A hit in the process, a hit in Redis and a miss, against bentocache and the bare query.
import { spawn, spawnSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { cached, Database } from '@duckshift/runtime'
import { BentoCache, bentostore } from 'bentocache'
import { memoryDriver } from 'bentocache/drivers/memory'
import { redisDriver } from 'bentocache/drivers/redis'
import { Redis } from 'ioredis'
import { Benchmark, timed } from './support/bench.mjs'

if (spawnSync('redis-server', ['--version']).status !== 0) {
  console.error('redis-server is not installed: this benchmark compares with a real Redis.')
  process.exit(2)
}
const bench = new Benchmark('cache')
const port = 20_000 + (process.pid % 20_000)
const server = spawn('redis-server', ['--port', String(port), '--save', ''], { stdio: 'ignore' })
const redis = `redis://127.0.0.1:${port}`
const connection = new Redis(redis)
connection.on('error', () => undefined)
while (connection.status !== 'ready') await sleep(20)

const rows = 1_000_000
const schema = `create table t(id int primary key, name varchar, grp int, v double);
  insert into t select range, 'name ' || range, range % 50, range / 3 from range(${rows})`
const generous = { redis, maxStalenessMs: 5_000, redisTimeoutMs: 2_000 }
const open = async (cache) => {
  const db = await Database.open(':memory:', { cache })
  await db.script(schema)
  return db
}
const memory = await open({})
const shared = await open(generous)
// Keeps nothing itself: what it finds, it finds in Redis.
const redisOnly = await open({ ...generous, maxEntries: 1 })
await redisOnly.query('select 1', undefined, cached(1_000))
while (shared.stats().cache.redis !== 'ready' || redisOnly.stats().cache.redis !== 'ready') {
  await redisOnly.query('select 1', undefined, cached(1_000))
  await sleep(20)
}
const bentoOf = (store) => new BentoCache({ default: 'store', stores: { store } })
const bentoMemory = bentoOf(bentostore().useL1Layer(memoryDriver({ maxItems: 10_000 })))
const bentoRedis = bentoOf(bentostore().useL2Layer(redisDriver({ connection })))

const queries = {
  'point lookup': {
    sql: 'select id, name, grp, v from t where id = $1',
    values: 200,
    repeats: 400,
  },
  aggregation: {
    sql: 'select grp, count(*)::int as n, avg(v) as mean from t where grp <> $1 group by grp order by grp',
    values: 20,
    repeats: 20,
  },
}
const minute = cached(600_000)

for (const [title, { sql, values, repeats }] of Object.entries(queries)) {
  const each =
    (work, from = 0) =>
    async () => {
      const ms = await timed(async () => {
        for (let index = 0; index < repeats; index += 1) await work(from + (index % values))
      })
      return { 'us/read': (ms * 1e3) / repeats }
    }
  const bare = (id) => memory.query(sql, [id])
  let fresh = 0
  const measured = await bench.measure(
    title,
    {
      'bare query': each(bare),
      'hit in the process': each((id) => shared.query(sql, [id], minute)),
      'hit in Redis': each((id) => redisOnly.query(sql, [id], minute)),
      // Each round asks anew: its commit ended the answers of the one before.
      miss: async () => {
        await memory.execute('update t set v = v where id = 0')
        return each((id) => memory.query(sql, [id], minute))()
      },
      'miss, with Redis': async () => {
        await shared.execute('update t set v = v where id = 0')
        return each((id) => shared.query(sql, [id], minute))()
      },
      'bentocache, hit in the process': each((id) =>
        bentoMemory.getOrSet({ key: `${title} ${id}`, ttl: '10m', factory: () => bare(id) }),
      ),
      'bentocache, hit in Redis': each((id) =>
        bentoRedis.getOrSet({ key: `${title} ${id}`, ttl: '10m', factory: () => bare(id) }),
      ),
      'bentocache, miss': async () => {
        fresh += 1
        return each((id) =>
          bentoMemory.getOrSet({ key: `${title} ${fresh} ${id}`, ttl: '10m', factory: () => bare(id) }),
        )()
      },
    },
    { rounds: 7 },
  )
  const time = (peer) => measured[peer]['us/read']
  bench.goal(`${title}: bare query / hit in the process`, time('bare query'), time('hit in the process'), {
    atLeast: title === 'aggregation' ? 100 : 10,
  })
  bench.goal(`${title}: bare query / hit in Redis`, time('bare query'), time('hit in Redis'), {
    atLeast: title === 'aggregation' ? 5 : 0.8,
  })
  bench.goal(
    `${title}: hit in the process / bentocache's`,
    time('hit in the process'),
    time('bentocache, hit in the process'),
    { atMost: 1 },
  )
  bench.goal(
    `${title}: hit in Redis / bentocache's`,
    time('hit in Redis'),
    time('bentocache, hit in Redis'),
    {
      atMost: 1.1,
    },
  )
}
await Promise.all([memory, shared, redisOnly].map((db) => db.close()))
await Promise.all([bentoMemory, bentoRedis].map((bento) => bento.disconnectAll()))
connection.disconnect()
server.kill()
bench.finish()
