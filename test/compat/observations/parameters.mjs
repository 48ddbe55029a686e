import { all } from './calls.mjs'

const kinds = {
  string: 'text',
  'empty string': '',
  integer: 42,
  'negative integer': -42,
  'int32 minimum': -2147483648,
  'int32 maximum': 2147483647,
  'beyond int32': 2147483648,
  'below int32': -2147483649,
  'safe integer maximum': Number.MAX_SAFE_INTEGER,
  fraction: 1.5,
  'tiny fraction': 5e-324,
  'large double': 1e300,
  nan: Number.NaN,
  infinity: Number.POSITIVE_INFINITY,
  'negative zero': -0,
  true: true,
  false: false,
  null: null,
  bigint: 42n,
  'large bigint': 2n ** 80n,
  'date and time': new Date('2024-02-29T12:34:56.789Z'),
  midnight: new Date('2024-02-29T00:00:00.000Z'),
  epoch: new Date(0),
  'before the epoch': new Date('1969-12-31T23:59:59.999Z'),
  'long ago': new Date('0001-01-01T00:00:00.000Z'),
  buffer: Buffer.from([0, 65, 127]),
  'buffer with an escape': Buffer.from('\\x41'),
  'empty buffer': Buffer.alloc(0),
  'typed array': new Uint8Array([1, 2, 3]),
  'regular expression': /a+b/i,
  array: [1, 2, 3],
  'array of text': ['a', 'b'],
  'empty array': [],
  object: { a: 1 },
  'object with toString': { toString: () => 'as text' },
  map: new Map([['a', 1]]),
  'boxed number': Object(7),
}

const targets = {
  alone: 'select ? as v, typeof(?) as type',
  'as varchar': 'select ?::varchar as v, ?::varchar as again',
}
const columns =
  'integer bigint double decimal(10,2) varchar boolean date timestamp timestamptz blob uuid json integer[]'

export const group = 'parameters'

export async function observe({ duckdb }, note) {
  const db = new duckdb.Database(':memory:')
  await all(db, "set timezone = 'UTC'")
  for (const [kind, value] of Object.entries(kinds)) {
    for (const [target, sql] of Object.entries(targets))
      await note(`${kind}, ${target}`, await all(db, sql, value, value))
  }
  for (const type of columns.split(' ')) {
    await all(db, `create or replace table target (v ${type})`)
    for (const [kind, value] of Object.entries(kinds)) {
      const inserted = await all(db, 'insert into target values (?)', value)
      const read = await all(db, 'from target')
      await all(db, 'delete from target')
      await note(`${kind} into ${type}`, { inserted, read })
    }
  }
  await note('undefined is left out', await all(db, 'select ? as a', undefined, 1))
  await note('undefined alone', await all(db, 'select ? as a', undefined))
  await note('too few', await all(db, 'select ? as a, ? as b', 1))
  await note('too many', await all(db, 'select ? as a', 1, 2))
  await note('none wanted', await all(db, 'select 1 as a', 1))
  await note('numbered', await all(db, 'select $2 as b, $1 as a', 1, 2))
  await note('numbered twice', await all(db, 'select $1 as a, $1 as b', 1))
  await note('named', await all(db, 'select $name as a', 1))
  await note('named with an object', await all(db, 'select $name as a', { name: 1 }))
  await note('array instead of values', await all(db, 'select ? as a, ? as b', [1, 2]))
  await note('limit', await all(db, 'select range as i from range(10) limit ?', 2))
  await note('in a list', await all(db, 'select range as i from range(10) where range in (?, ?)', 2, 3))
  await note('like', await all(db, "select 'duckdb' like ? as v", 'duck%'))
  await note(
    'date comparison',
    await all(db, "select date '2024-01-01' < ? as v", new Date('2024-06-01T10:00:00Z')),
  )
  await note('arithmetic', await all(db, 'select ? + 1 as v, ? * 2.5 as w', 41, 2))
}
