import { promisify } from 'node:util'
import { all, outcome, settled } from './calls.mjs'

export const group = 'each, stream, promisify'

export async function observe({ duckdb, duckdbAsync }, note) {
  const db = new duckdb.Database(':memory:')
  // Nothing says that the last row was given, and any call that follows at once ends the rows, or the process.
  const each = async (target, ...args) => {
    const calls = []
    target.each(...args, (...given) => calls.push(given))
    for (let waited = 0; calls.length === 0 && waited < 1500; waited += 50) await soon(50)
    for (let before = -1; before !== calls.length; ) {
      before = calls.length
      await soon(150)
    }
    return calls
  }
  const streamed = async (target, ...args) => {
    const rows = []
    for await (const row of target.stream(...args)) rows.push(row)
    return rows
  }
  await all(db, 'select 1')
  await all(db, 'select 1')
  await note('each', await each(db, 'select range as i from range(?)', 3))
  await note('each of many', summary(await each(db, 'select range as i from range(5000)')))
  await note('each of nothing', await each(db, 'select 1 where false'))
  await note('each of an insert', await each(db, 'create table made as select 1'))
  await note('each of an error', await each(db, 'select * from missing'))
  await note('each of a conversion error', await each(db, "select 'x'::integer"))
  await note('each of a statement', await each(db.prepare('select range * ? as i from range(2)'), 21))

  await note('stream', await streamed(db, 'select range as i, ? as p from range(3)', 'x'))
  await note('stream of many', summary(await streamed(db, 'select range as i from range(100000)')))
  await note('stream of nothing', await streamed(db, 'select 1 where false'))
  await note('stream of an error', await settled(() => streamed(db, 'select * from missing')))
  await note('stream on a connection', await streamed(db.connect(), 'select 42 as a'))
  const left = []
  for await (const row of db.stream('select range as i from range(100000)')) {
    left.push(row)
    if (left.length === 2) break
  }
  await note('a stream that is left early', left)
  await note('the connection afterwards', await all(db, 'select 1 as v'))
  const result = await db.prepare('select range as i from range(?)').stream(3)
  const fromResult = []
  for await (const row of result) fromResult.push(row)
  await note('stream of a statement', { class: result.constructor.name, rows: fromResult })

  const allAsync = promisify(db.all.bind(db))
  const runAsync = promisify(db.run.bind(db))
  const execAsync = promisify(db.exec).bind(db)
  const ofPrototype = promisify(duckdb.Database.prototype.all)
  const prepareAsync = promisify(db.prepare.bind(db))
  const openAsync = () =>
    new Promise((resolve, reject) => {
      const opened = new duckdb.Database(':memory:', (error) => (error ? reject(error) : resolve(opened)))
    })
  await note('promisified run', await runAsync('create table promised (id integer)'))
  await note(
    'promisified exec',
    await execAsync('insert into promised values (1); insert into promised values (2)'),
  )
  await note('promisified all', await allAsync('select * from promised where id > ? order by id', 0))
  await note(
    'promisified from the prototype',
    await ofPrototype.call(db, 'select count(*) as n from promised'),
  )
  await note('promisified error', await settled(() => allAsync('select * from missing')))
  const prepared = await prepareAsync('select ? as v')
  await note('promisified prepare', prepared.constructor.name)
  await note('promisified statement', await promisify(prepared.all.bind(prepared))(5))
  await note(
    'promisified connection',
    await promisify(duckdb.Connection.prototype.all).call(db.connect(), 'select 1 as a'),
  )
  await note('promisified opening', (await openAsync()).constructor.name)
  await note('the receiver of callbacks', [
    await receiver((done) => db.all('select 1', done)),
    await receiver((done) => db.exec('select 1', done)),
    await receiver((done) => db.prepare('select 1', done)),
    await receiver((done) => db.connect().all('select 1', done)),
    await receiver((done) => db.connect().close(done)),
    await receiver((done) => db.wait(done)),
    await receiver((done) => db.serialize(done)),
  ])
  await note('the callbacks are given', [
    await outcome((done) => db.run('select 1', done)),
    await outcome((done) => db.exec('select 1', done)),
    await outcome((done) => db.wait(done)),
    await outcome((done) => db.serialize(done)),
    await outcome((done) => db.parallelize(done)),
    await outcome((done) => db.prepare('select 1').finalize(done)),
  ])

  const promised = await duckdbAsync.Database.create(':memory:')
  await note('duckdb-async each', await each(promised, 'select range as i from range(?)', 3))
  await note('duckdb-async stream', await streamed(promised, 'select range as i from range(?)', 3))
  await note('duckdb-async stream error', await settled(() => streamed(promised, 'select * from missing')))
}

function summary(rows) {
  return { count: rows.length, first: rows[0], last: rows.at(-1) }
}

function receiver(call) {
  return new Promise((resolve) => {
    call(function () {
      resolve(this?.constructor.name)
    })
  })
}

function soon(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
