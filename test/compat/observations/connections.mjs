import { join } from 'node:path'
import { all, outcome, settled } from './calls.mjs'

export const group = 'connections'

export async function observe({ duckdb, duckdbAsync, folder }, note) {
  const exec = (target, sql) => outcome((done) => target.exec(sql, done))
  await note('constants', constants(duckdb))
  await note('duckdb-async constants', constants(duckdbAsync))

  const opened = await new Promise((resolve) => {
    const db = new duckdb.Database(':memory:', function (...args) {
      resolve({ arguments: args, isThis: this === db })
    })
  })
  await note('the callback of Database', opened)
  await note('opening in a folder that is missing', await open(duckdb, join(folder, 'missing', 'x.db')))
  await note(
    'opening read-only what is missing',
    await open(duckdb, join(folder, 'missing.db'), duckdb.OPEN_READONLY),
  )
  await note('opening with an unknown option', await open(duckdb, ':memory:', { no_such_option: '1' }))
  await note('opening with a wrong option', await open(duckdb, ':memory:', { threads: 'many' }))
  await note(
    'duckdb-async: opening in a folder that is missing',
    await settled(() => duckdbAsync.Database.create(join(folder, 'missing', 'x.db'))),
  )
  const unopened = new duckdb.Database(join(folder, 'missing', 'y.db'), () => undefined)
  await note('a statement on what did not open', await all(unopened, 'select 1'))

  const path = join(folder, 'file.db')
  const file = new duckdb.Database(path)
  await exec(file, 'create table kept (id integer); insert into kept values (1), (2)')
  await note(
    'close',
    await outcome((done) => file.close(done)).then(({ arguments: args }) => [args[0], args[1] === file]),
  )
  const again = await duckdbAsync.Database.create(path, duckdbAsync.OPEN_READONLY)
  await note('a file that was closed, read-only', await again.all('select * from kept order by id'))
  await note('a write to it', await settled(() => again.run('insert into kept values (3)')))
  await again.close()
  await note('a method after close', await settled(() => again.all('select 1')))
  const configured = await duckdbAsync.Database.create(path, {
    access_mode: 'READ_WRITE',
    threads: '2',
    default_null_order: 'NULLS_FIRST',
  })
  await note(
    'options',
    await configured.all(
      "select current_setting('threads') as threads, current_setting('default_null_order') as nulls",
    ),
  )
  await configured.close()

  const db = new duckdb.Database(':memory:')
  const first = db.connect()
  const second = new duckdb.Connection(db)
  await exec(db, 'create table shared (id integer)')
  await exec(first, 'create temp table own (id integer)')
  await note('a temporary table on its connection', await all(first, 'select count(*) as n from own'))
  await note('a temporary table on another', await all(second, 'select count(*) as n from own'))
  await exec(first, 'begin; insert into shared values (1)')
  await note('an open transaction from within', await all(first, 'select count(*) as n from shared'))
  await note('an open transaction from outside', await all(second, 'select count(*) as n from shared'))
  await note('the same from the default connection', await all(db, 'select count(*) as n from shared'))
  await exec(first, 'commit')
  await note('once committed', await all(second, 'select count(*) as n from shared'))
  await exec(first, "set variable who = 'first'; set schema = 'main'")
  await note('a variable on its connection', await all(first, "select getvariable('who') as v"))
  await note('a variable on another', await all(second, "select getvariable('who') as v"))

  await exec(db, 'create temp table defaults (id integer); begin; insert into defaults values (1)')
  await note('the default connection is one', await all(db, 'select count(*) as n from defaults'))
  await exec(db, 'rollback')
  await note('its transaction rolled back', await all(db, 'select count(*) as n from defaults'))

  const seen = []
  const log = (name) => (_error, rows) => seen.push([name, rows?.length])
  db.run('create table ordered (id integer)', log('create'))
  first.run('insert into ordered values (1)', log('insert on another connection'))
  second.all('select * from ordered', log('select on a third'))
  db.exec('insert into ordered values (2)', log('exec'))
  db.all('select * from ordered', log('select'))
  await outcome((done) => db.wait(done))
  await note('statements run in the order of their calls', seen)

  await note(
    'a connection closes',
    await outcome((done) => first.close(done)).then(({ arguments: args }) => [args[0], args[1] === first]),
  )
  await note('a closed connection', await all(first, 'select 1'))
  await note('a connection closed twice', await outcome((done) => first.close(done)))
  await note('the others still work', await all(second, 'select count(*) as n from ordered'))
  await outcome((done) => db.close(done))
  await note('a connection outlives its database', await all(second, 'select count(*) as n from ordered'))
  await note('a closed database', await all(db, 'select 1'))
  await note('a database closed twice', await outcome((done) => db.close(done)))
  await note('a connection to a closed database', await outcome((done) => new duckdb.Connection(db, done)))

  const promised = await duckdbAsync.Database.create(':memory:')
  const connection = await duckdbAsync.Connection.create(promised)
  await connection.run('create temp table mine (id integer)')
  await note('duckdb-async: Connection.create', await connection.all('select count(*) as n from mine'))
  await note(
    'duckdb-async: not on the database',
    await settled(() => promised.all('select count(*) as n from mine')),
  )
  await note('duckdb-async: get_ddb_internal', promised.get_ddb_internal().constructor.name)
  await connection.close()
  await note('duckdb-async: a closed connection', await settled(() => connection.all('select 1')))
  await promised.close()
  for (const method of [
    'all',
    'run',
    'exec',
    'prepare',
    'prepareSync',
    'runSync',
    'each',
    'stream',
    'close',
    'connect',
    'wait',
    'serialize',
    'parallelize',
    'interrupt',
    'register_udf',
    'unregister_udf',
    'get_ddb_internal',
    'arrowIPCAll',
  ]) {
    await note(
      `duckdb-async: ${method} of a closed database`,
      await settled(async () => void (await promised[method]('x', 'y', () => 1))),
    )
  }
}

function open(duckdb, path, ...options) {
  return outcome((done) => new duckdb.Database(path, ...options, done))
}

function constants(module) {
  return Object.fromEntries(Object.entries(module).filter(([, value]) => typeof value === 'number'))
}
