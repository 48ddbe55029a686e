import { all } from './calls.mjs'

const scalars = {
  boolean: ['true', 'false'],
  tinyint: ['0', '-128', '127'],
  smallint: ['-32768', '32767'],
  integer: ['42', '-2147483648', '2147483647'],
  bigint: ['42', '-9223372036854775808', '9223372036854775807'],
  hugeint: [
    '42',
    '-5',
    "'-170141183460469231731687303715884105728'",
    "'170141183460469231731687303715884105727'",
  ],
  utinyint: ['0', '255'],
  usmallint: ['65535'],
  uinteger: ['4294967295'],
  ubigint: ['42', "'18446744073709551615'"],
  uhugeint: ['42', "'340282366920938463463374607431768211455'"],
  float: ['1.5', '0.1', "'nan'", "'inf'", "'-inf'", '-0.0', '3.4028235e38', '16777217'],
  double: [
    '1.5',
    '0.1',
    "'nan'",
    "'inf'",
    "'-inf'",
    '-0.0',
    '1.7976931348623157e308',
    '5e-324',
    '1e21',
    '1e-7',
    '100',
  ],
  'decimal(4,1)': ['1.5', '-999.9', '0'],
  'decimal(9,4)': ['12345.6789', '0.1'],
  'decimal(18,3)': ['123456789012345.678', '-0.001', '9007199254740.993'],
  'decimal(18,0)': ['999999999999999999'],
  'decimal(38,10)': ["'1234567890123456789012345678.0123456789'", "'-0.0000000001'", '0.1'],
  'decimal(38,0)': ["'99999999999999999999999999999999999999'"],
  varchar: [
    "''",
    "'plain'",
    "'quote '' and \" and \\'",
    "'Zürich – 東京 🦆'",
    "'a' || chr(10) || chr(9) || 'b'",
    "repeat('long ', 50)",
  ],
  blob: ["'\\x00\\xFF\\x10'::blob", "''::blob", "'abc'::blob", "encode('Zürich')"],
  date: [
    "'2024-02-29'",
    "'1970-01-01'",
    "'0001-01-01'",
    "'9999-12-31'",
    "'1969-12-31'",
    "'infinity'",
    "'-infinity'",
    "'5877642-06-25 (BC)'",
    "'5881580-07-10'",
  ],
  time: ["'00:00:00'", "'23:59:59.999999'", "'12:34:56'", "'12:34:56.5'", "'24:00:00'"],
  timetz: ["'12:34:56+02:00'", "'12:34:56.789-08:30'", "'00:00:00+00'", "'12:34:56+15:59:59'"],
  timestamp: [
    "'2024-02-29 12:34:56.789123'",
    "'1969-12-31 23:59:59.999999'",
    "'0001-01-01 00:00:00'",
    "'infinity'",
    "'-infinity'",
    "'290309-12-22 (BC) 00:00:00'",
    "'294247-01-10 04:00:54.775806'",
  ],
  timestamptz: ["'2024-02-29 12:34:56.789123+02'", "'1969-12-31 23:59:59.999999+00'", "'infinity'"],
  timestamp_s: ["'2024-02-29 12:34:56'", "'1969-12-31 23:59:59'", "'infinity'"],
  timestamp_ms: ["'2024-02-29 12:34:56.789'", "'1969-12-31 23:59:59.999'", "'infinity'"],
  timestamp_ns: ["'2024-02-29 12:34:56.789123456'", "'1969-12-31 23:59:59.999999999'", "'infinity'"],
  interval: [
    "'1 year 2 months 3 days 04:05:06.789'",
    "'-1 month'",
    "'0 seconds'",
    "'999 years'",
    "'-3 days -01:00:00'",
  ],
  uuid: [
    "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'",
    "'00000000-0000-0000-0000-000000000000'",
    "'ffffffff-ffff-ffff-ffff-ffffffffffff'",
  ],
  bit: ["'0'", "'10110'", "'000000001111111100000000'"],
  json: [`'{"a":1,"b":[true,null]}'`, '\'"text"\'', "'null'"],
  "enum('small', 'medium', 'it''s large')": ["'small'", "'it''s large'"],
}

const containers = {
  list: (value, type) => `[${value}::${type}, null, ${value}::${type}]`,
  array: (value, type) => `array_value(${value}::${type}, null)`,
  struct: (value, type) => `{'a': ${value}::${type}, 'b': null::${type}}`,
  'map value': (value, type) => `map {'k': ${value}::${type}, 'n': null}`,
  'map key': (value, type) => `map {${value}::${type}: 1}`,
  union: (value, type) => `union_value(num := ${value}::${type})`,
  'list of map': (value, type) => `[map {'k': ${value}::${type}}]`,
  'map of list': (value, type) => `map {'k': [${value}::${type}, null]}`,
  'map of struct': (value, type) => `map {'k': {'x': ${value}::${type}, 'y y': null}}`,
}

const shapes = {
  'empty list': '[]::integer[]',
  'list of null': '[null]::integer[]',
  'null list': 'null::integer[]',
  'list of list': '[[1, 2], [], null, [3]]',
  'list of struct': "[{'a': 1, 'b': 'x'}, null]",
  'struct of list': "{'items': [1, 2], 'none': null::integer[]}",
  'nested struct': "{'a': {'b': {'c': 1}}}",
  'unnamed struct': 'row(1, 2, 3)',
  'struct with odd names': `{'a b': 1, 'Ä': 2, '1': 3}`,
  'empty map': 'map {}',
  'null map': 'null::map(varchar, integer)',
  'map of map': "map {'a': map {'b': 1}}",
  'map with quoted text': `map {'it''s': 'a, b', 'plain': '', 'c=d': '{x}', ' s ': '[y]', 'NULL': 'null', 'q"': '\\', 'nl': 'a' || chr(10) || 'b', '(p)': 'x:y', ';': '=' }`,
  'array of array': '[[1, 2], [3, 4]]::integer[2][2]',
  'array of text': "['a', 'it''s', 'b c', '', null]::varchar[5]",
  'list of array': '[[1, 2]::integer[2], null]',
  'array of struct': "[{'a': 1, 'b': 'x y'}, {'a': null, 'b': 'it''s'}]::struct(a integer, b varchar)[2]",
  'union of text': `'text'::union(num integer, str varchar)`,
  'null union': 'null::union(num integer, str varchar)',
  'union of list': '[1, 2]::integer[]::union(l integer[], str varchar)',
  'null literal': 'null',
  bignum: "'123456789012345678901234567890123456789012345678901234567890'::bignum",
  time_ns: "'12:34:56.123456789'::time_ns",
  'duplicate names': '1 as v, 2',
  'json in list': `['{"a":1}'::json]`,
  'map of json': `map {'j': '{"a":"b c"}'::json}`,
  'double in array': '[1, 0.5, 1e20, 1e-10, 123456789.125, 1e15, 1e16, 1e17]::double[8]',
  'float in array': '[1, 0.1, 1e20, 16777216]::float[4]',
}

export const group = 'values'

export async function observe({ duckdb }, note) {
  const db = new duckdb.Database(':memory:')
  const see = async (id, expression) => note(id, await all(db, `select ${expression} as v`))
  await all(db, "set timezone = 'UTC'")
  for (const [type, values] of Object.entries(scalars)) {
    await see(`${type} null`, `null::${type}`)
    for (const value of values) await see(`${type} ${value}`, `${value}::${type}`)
    for (const [container, wrap] of Object.entries(containers)) {
      await see(`${container} of ${type}`, wrap(values.at(-1), type))
    }
  }
  for (const [name, expression] of Object.entries(shapes)) await see(name, expression)
  await note(
    'many rows',
    await all(
      db,
      'select i, i % 3 = 0 as third, nullif(i % 5, 0) as five from range(5000) t(i) where i % 997 < 2',
    ),
  )
  await note(
    'column names',
    await all(db, 'select 1, 1 + 1, \'x\', count(*), 1 as "with space", 2 as "2", 3 as "1", 4 as a, 5 as a'),
  )
  await note('no rows', await all(db, 'select 1 where false'))
}
