import { all, outcome, settled } from './calls.mjs'

const schema = `create table t (
  id integer primary key, big bigint, huge hugeint, d decimal(9,2), r real, f double, s varchar, b boolean, bl blob,
  dt date, tm time, ts timestamp, tz timestamptz, iv interval, u uuid, l integer[], a integer[3],
  st struct(x integer, y varchar), m map(varchar, integer), un union(n integer, s varchar),
  e enum('one', 'two'), j json, bi bit, ub ubigint, uh uhugeint, tss timestamp_s, tms timestamp_ms, tns timestamp_ns,
  ttz timetz, nested struct(items struct(k varchar, v integer[])[], m map(integer, decimal(4,1)))
)`

export const group = 'statements'

export async function observe({ duckdb, duckdbAsync }, note) {
  const db = new duckdb.Database(':memory:')
  const run = (target, method, ...args) => outcome((done) => target[method](...args, done))
  await run(db, 'exec', schema)

  const columns = (sql) =>
    new Promise((resolve) => {
      const statement = db.prepare(sql, (error) => resolve(error ?? statement.columns()))
    })
  await note('columns of every type', await columns('select * from t'))
  await note('columns of an insert', await columns('insert into t (id) values (1)'))
  await note('columns of an insert returning', await columns('insert into t (id) values (1) returning id, s'))
  await note('columns of DDL', await columns('create table other (id integer)'))
  await note('columns with a parameter', await columns('select ? as p, ?::integer as q'))
  await note(
    'columns of expressions',
    await columns('select count(*), sum(id), avg(d), max(s), max(id) + 1, null, min(ts), list(id) from t'),
  )

  const names = [
    'key',
    'value',
    'type',
    'date',
    'select',
    'order',
    'from',
    'a b',
    'Upper',
    '1st',
    'é',
    'say "x"',
    'index',
    'left',
    'interval',
    'row',
  ]
  const struct = names.map((name) => `'${name}': 1`).join(', ')
  await note(
    'columns with odd names',
    await columns(`select {${struct}} as st, map {1: {${struct}}} as m, 'x'::json as j, ['x']::json[] as js`),
  )
  const statement = db.prepare('select ?::integer as v, ? as w')
  await note('sql of a statement', { sql: statement.sql, keys: Object.keys(statement) })
  await note('statement all', await run(statement, 'all', 1, 'a'))
  await note('statement all again', await run(statement, 'all', 2, 'b'))
  await note('statement run', await run(statement, 'run', 3, 'c'))
  await note('statement all without values', await run(statement, 'all'))
  await note('statement finalize', await run(statement, 'finalize'))
  await note('statement after finalize', await run(statement, 'all', 4, 'd'))
  await note('what calls return', {
    prepare: db.prepare('select 1').constructor.name,
    run: db.run('select 1') === db,
    all: db.all('select 1') === db,
    each: db.each('select 1') === db,
    exec: db.exec('select 1') === db,
    connect: db.connect().constructor.name,
    statementAll: statement.all(1, 'x') === statement,
    statementRun: statement.run(1, 'x') === statement,
    statementEach: statement.each(1, 'x') === statement,
    statementFinalize: statement.finalize(),
    wait: db.wait(() => undefined) === db,
    serialize: db.serialize() === db,
    interrupt: db.interrupt() === db,
  })

  const insert = db.prepare('insert into t (id, s) values (?, ?)')
  for (let id = 10; id < 13; id += 1) insert.run(id, `row ${id}`)
  await run(insert, 'finalize')
  await note('inserts through a prepared statement', await all(db, 'select id, s from t order by id'))
  await note('a failing prepared insert', await run(insert, 'run', 10, 'again'))
  await note('a statement after a failing run', await run(insert, 'run', 13, 'next'))
  await note('counts of an update', await all(db, "update t set s = 'x' where id > 10"))
  await note('counts of a delete', await all(db, 'delete from t where id = 13'))
  await note('insert returning', await all(db, "insert into t (id, s) values (20, 'r') returning id, s"))
  await note('rows of DDL', await all(db, 'create table made (id integer)'))
  await note('rows of a setting', await all(db, 'set threads = 2'))
  await note(
    'rows of explain',
    (await all(db, 'explain select 1')).map((row) => Object.keys(row)),
  )
  await note('rows of describe', await all(db, 'describe made'))
  await note('rows of show', await all(db, 'show tables'))
  await note('rows of pragma', await all(db, "pragma table_info('made')"))
  await note('rows of call', await all(db, 'call range(3)'))

  await note(
    'several statements with all',
    await all(db, 'insert into made values (1); insert into made values (2); select * from made order by id'),
  )
  await note(
    'several statements, the first fails',
    await all(db, 'select * from missing; insert into made values (3)'),
  )
  await note(
    'several statements, the last fails',
    await all(db, 'insert into made values (4); select * from missing'),
  )
  await note('several statements, the text is wrong', await all(db, 'insert into made values (5); selec'))
  await note('what the several left', await all(db, 'select id from made order by id'))
  await note(
    'several statements with a parameter',
    await all(db, 'insert into made values (6); select ? as v', 7),
  )
  await note(
    'exec of several',
    await run(db, 'exec', 'insert into made values (10); insert into made values (11);'),
  )
  await note(
    'exec of several, the second fails',
    await run(
      db,
      'exec',
      'insert into made values (12); insert into missing values (1); insert into made values (13)',
    ),
  )
  await note(
    'exec of several, the text is wrong',
    await run(db, 'exec', 'insert into made values (14); selec'),
  )
  await note(
    'exec with comments',
    await run(db, 'exec', '-- first\ninsert into made values (15); /* last */'),
  )
  await note('what exec left', await all(db, 'select id from made order by id'))
  await note('prepare of a wrong statement', await run(db, 'prepare', 'select missing'))
  await note('a wrong statement used all the same', await run(db.prepare('select missing'), 'all'))
  await note('trailing semicolon', await all(db, 'select 1 as v;'))
  await note('trailing comment', await all(db, 'select 1 as v -- done'))
  const rebound = db.prepare('select * from made where id = 1')
  await run(rebound, 'all')
  await all(db, 'alter table made add column extra integer')
  await note('a statement over an altered table', await run(rebound, 'all'))
  await all(db, 'drop table made')
  await note('a statement over a dropped table', await run(rebound, 'all'))

  const promised = await duckdbAsync.Database.create(':memory:')
  const describe = (value) => ({ class: value?.constructor.name, methods: methods(value) })
  await note('duckdb-async run', describe(await promised.run('create table p (id integer, s varchar)')))
  const prepared = await promised.prepare('insert into p values (?, ?)')
  await note('duckdb-async prepare', describe(prepared))
  await note('duckdb-async statement run', (await prepared.run(1, 'a')) === prepared)
  await note('duckdb-async statement runSync', prepared.runSync(2, 'b') === prepared)
  await note('duckdb-async finalize', await prepared.finalize())
  await note('duckdb-async all', await promised.all('select * from p order by id'))
  const select = promised.prepareSync('select s from p where id = ?')
  await note('duckdb-async prepareSync', { rows: await select.all(2), columns: select.columns() })
  await note('duckdb-async runSync', describe(promised.runSync('select 1')))
  await note('duckdb-async exec', await promised.exec('select 1; select 2'))
  await note('duckdb-async database', methods(promised))
  await note('duckdb-async connection', methods(await promised.connect()))
  await note('duckdb-async wait', await promised.wait())
  await note(
    'duckdb-async serialize',
    await settled(() => Promise.race([promised.serialize(), soon('called')])),
  )
  await note(
    'duckdb-async register_bulk',
    thrown(() => promised.register_bulk),
  )
}

function methods(value) {
  return Object.getOwnPropertyNames(Object.getPrototypeOf(value)).sort()
}

function soon(value) {
  return new Promise((resolve) => setTimeout(resolve, 50, value))
}

function thrown(call) {
  try {
    return typeof call()
  } catch (error) {
    return error
  }
}
