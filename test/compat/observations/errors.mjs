import { all, outcome, settled } from './calls.mjs'

const statements = {
  syntax: 'selec 1',
  'syntax in the middle': 'select 1 from where',
  'unknown table': 'select * from missing',
  'similar table': 'select * from item',
  'unknown column': 'select nothing from items',
  'unknown function': 'select no_such_function(1)',
  'unknown type': 'select 1::no_such_type',
  'ambiguous column': 'select id from items a, items b',
  conversion: "select 'x'::integer",
  'out of range': 'select 300::tinyint',
  overflow: 'select 9223372036854775807 + 1',
  'division by zero': 'select 1 // 0 as v',
  'duplicate key': "insert into items values (1, 'again', 1)",
  'not null': 'insert into items values (2, null, 1)',
  check: "insert into items values (3, 'x', -1)",
  'foreign key': 'insert into parts values (99)',
  'too few values': 'insert into items values (1)',
  'drop missing': 'drop table missing',
  'create twice': 'create table items (id integer)',
  'commit without begin': 'commit',
  'rollback without begin': 'rollback',
  'aggregate in where': 'select 1 from items where count(*) > 1',
  'group by': 'select id, name from items group by id',
  'read missing file': "select * from read_csv('/nowhere/missing.csv')",
  'unknown setting': 'set no_such_setting = 1',
  'wrong setting': "set threads = 'many'",
  'error function': "select error('own text')",
  'more than one row': 'select (select unnest([1, 2]))',
  'not implemented': "select {'a': 1}::integer",
  'unterminated string': "select 'open",
  'only a comment': '-- nothing',
  'only semicolons': ';;',
  empty: '',
  blanks: '   ',
  'invalid date': "select '2024-13-01'::date",
  'invalid json': `select '{'::json`,
  'enum value': "select 'x'::enum('a', 'b')",
}

export const group = 'errors'

export async function observe({ duckdb, duckdbAsync }, note) {
  const db = new duckdb.Database(':memory:')
  await outcome((done) =>
    db.exec(
      "create table items (id integer primary key, name varchar not null, amount integer check (amount >= 0)); insert into items values (1, 'a', 1); create table parts (item integer references items (id))",
      done,
    ),
  )
  for (const [name, sql] of Object.entries(statements)) {
    await note(`all: ${name}`, await all(db, sql))
    await note(`run: ${name}`, await outcome((done) => db.run(sql, done)))
    await note(`exec: ${name}`, await outcome((done) => db.exec(sql, done)))
  }
  const promised = await duckdbAsync.Database.create(':memory:')
  for (const name of ['syntax', 'unknown table', 'conversion', 'empty']) {
    for (const method of ['all', 'run', 'exec', 'prepare']) {
      const { rejected } = await settled(() => promised[method](statements[name]))
      await note(`duckdb-async ${method}: ${name}`, rejected)
    }
  }
  await note('the database still works', await all(db, 'select count(*) as n from items'))
  await note('an aborted transaction', [
    await all(db, 'begin'),
    await all(db, "insert into items values (1, 'again', 1)"),
    await all(db, 'select 1 as v'),
    await all(db, 'rollback'),
    await all(db, 'select 1 as v'),
  ])
  await note('thrown for no SQL', [
    await outcome((done) => db.all(undefined, done)),
    await outcome((done) => db.exec(undefined, done)),
    await outcome((done) => db.prepare(undefined, done)),
    await outcome((done) => db.run(42, done)),
  ])
  await note('thrown by constructors', [
    thrown(() => new duckdb.Database()),
    thrown(() => new duckdb.Database(42)),
    thrown(() => new duckdb.Connection()),
    thrown(() => new duckdb.Connection({})),
    thrown(() => new duckdb.Statement()),
    thrown(() => new duckdb.Statement(db.connect())),
    thrown(() => db.get()),
    thrown(() => db.prepare('select 1').get()),
    thrown(() => db.serialize(1)),
  ])
}

function thrown(call) {
  try {
    return { returned: typeof call() }
  } catch (error) {
    return error
  }
}
