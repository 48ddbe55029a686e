// The process that has the database open. It answers one request at a time from its parent, in order of their ids.
import { cached, Database } from '@duckshift/runtime'

const [path, redis, namespace] = process.argv.slice(2)
const db = await Database.open(path, { cache: { redis, namespace } })
// A definition ends the life of every answer: a start that finds its table makes none.
const [{ n }] = await db.query('select count(*)::int as n from duckdb_tables()')
if (n === 0) await db.script('create table t(id int primary key, v int)')

const requests = {
  read: async ({ id }) => (await db.maybeOne('select v from t where id = $1', [id]))?.v,
  cachedRead: async ({ id }) => (await db.maybeOne('select v from t where id = $1', [id], cached(60_000)))?.v,
  write: async ({ id, v }) => {
    await db.execute('insert or replace into t values ($1, $2)', [id, v])
    return Date.now()
  },
  stats: async () => db.stats().cache,
  close: async () => {
    await db.close()
    setImmediate(() => process.disconnect())
  },
}

process.on('message', async ({ number, request, ...rest }) => {
  try {
    process.send({ number, answer: await requests[request](rest) })
  } catch (error) {
    process.send({ number, error: String(error?.message ?? error) })
  }
})
process.send({ number: 0 })
