import { all, outcome, settled } from './calls.mjs'

const results = {
  integer: ['integer', () => 42],
  double: ['double', () => 1.5],
  varchar: ['varchar', () => 'text'],
  bigint: ['bigint', () => 42n],
  smallint: ['smallint', () => 7],
  tinyint: ['tinyint', () => 7],
  ubigint: ['ubigint', () => 42n],
  timestamp: ['timestamp', () => 1_700_000_000_000_000n],
  null: ['integer', () => null],
  undefined: ['varchar', () => undefined],
}

const inputs = {
  boolean: 'true',
  tinyint: '7',
  smallint: '7',
  integer: '7',
  bigint: '7',
  float: '1.5',
  double: '1.5',
  varchar: "'text'",
  date: "'2024-01-01'",
  timestamp: "'2024-01-01 12:00:00'",
  ubigint: '7',
  'decimal(9,2)': '1.25',
}

export const group = 'functions'

export async function observe({ duckdb, duckdbAsync }, note) {
  const db = new duckdb.Database(':memory:')
  for (const [name, [type, fun]] of Object.entries(results)) {
    db.register_udf(`give_${name}`, type, fun)
    await note(`returns ${name}`, await all(db, `select give_${name}() as v, give_${name}(1) as w`))
  }
  const seen = []
  db.register_udf('look', 'integer', (...args) => {
    seen.push(args.map((arg) => [typeof arg, arg]))
    return args.length
  })
  for (const [type, value] of Object.entries(inputs)) {
    seen.length = 0
    const rows = await all(db, `select look(${value}::${type}, null::${type}) as v`)
    await note(`is given ${type}`, { rows, seen: [...seen] })
  }
  db.register_udf('add_up', 'integer', (a, b) => a + b)
  await note('over a table', await all(db, 'select add_up(range::integer, 1) as v from range(5)'))
  await note('over many rows', await all(db, 'select sum(add_up(range::integer, 1)) as v from range(10000)'))
  await note('with NULL', await all(db, 'select add_up(i, 1) as v from (values (1), (null), (3)) t(i)'))
  await note(
    'in a condition',
    await all(db, 'select range as i from range(5) where add_up(range::integer, 0) % 2 = 0'),
  )
  db.register_udf('fails', 'integer', () => {
    throw new Error('own text')
  })
  await note('that throws', await all(db, 'select fails() as v'))
  await note('on another connection', await all(db.connect(), 'select add_up(1, 2) as v'))
  await note('registered twice', await outcome(() => db.register_udf('add_up', 'integer', () => 1)))
  await note('unregistering', await outcome((done) => db.unregister_udf('add_up', done)))
  await note('after unregistering', await all(db, 'select add_up(1, 2) as v'))
  db.register_udf('add_up', 'integer', (a, b) => a + b + 100)
  await note('registered again', await all(db, 'select add_up(1, 2) as v'))
  await note('wrong arguments', await outcome(() => db.register_udf('x')))
  const promised = await duckdbAsync.Database.create(':memory:')
  promised.register_udf('twice', 'integer', (a) => a * 2)
  await note('duckdb-async', await promised.all('select twice(21) as v'))
  await note('duckdb-async unregister', await settled(() => promised.unregister_udf('twice')))
}
