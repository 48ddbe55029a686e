import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Database } from '../database.js'

/** Each type with SQL literals of its ordinary values and its extremes. */
const types: readonly (readonly [type: string, literals: readonly string[]])[] = [
  ['BOOLEAN', ['true', 'false']],
  ['TINYINT', ['-128', '0', '127']],
  ['SMALLINT', ['-32768', '32767']],
  ['INTEGER', ['-2147483648', '2147483647']],
  ['BIGINT', ['-9223372036854775808', '9007199254740993', '9223372036854775807']],
  ['HUGEINT', ['-170141183460469231731687303715884105728', '170141183460469231731687303715884105727']],
  ['UTINYINT', ['0', '255']],
  ['USMALLINT', ['65535']],
  ['UINTEGER', ['4294967295']],
  ['UBIGINT', ['18446744073709551615']],
  ['UHUGEINT', ['0', '340282366920938463463374607431768211455']],
  ['BIGNUM', ["'123456789012345678901234567890123456789012345678901234567890'", "'-1'"]],
  ['FLOAT', ['1.5', "'-infinity'", "'nan'", '3.4028235e38']],
  ['DOUBLE', ['0.1', '-0.0', '1e308', '5e-324', "'infinity'", '123456789012345680000']],
  ['DECIMAL(4,1)', ['-999.9', '0.1']],
  ['DECIMAL(18,6)', ['123456789012.123456']],
  ['DECIMAL(38,10)', ['1234567890123456789012345678.0123456789', '-0.0000000001']],
  ['VARCHAR', ["''", "'duck 🦆 ''quoted'''", "repeat('long ', 1000)"]],
  ['BLOB', ["''", "'\\x00\\xFF\\x10'"]],
  ['DATE', ["'2024-02-29'", "'0001-01-01'", "'5877642-06-25 (BC)'", "'infinity'", "'-infinity'"]],
  ['TIME', ["'00:00:00'", "'23:59:59.999999'"]],
  ['TIMETZ', ["'10:20:30.123456+05:30'"]],
  ['TIME_NS', ["'10:20:30.123456789'"]],
  [
    'TIMESTAMP',
    [
      "'2024-02-29 12:34:56.123456'",
      "'1969-12-31 23:59:59.999999'",
      "'infinity'",
      "'0044-03-15 (BC) 00:00:00'",
    ],
  ],
  ['TIMESTAMPTZ', ["'2024-02-29 12:34:56.123456+02'", "'-infinity'"]],
  ['TIMESTAMP_S', ["'2024-02-29 12:34:56'"]],
  ['TIMESTAMP_MS', ["'2024-02-29 12:34:56.123'"]],
  ['TIMESTAMP_NS', ["'2024-02-29 12:34:56.123456789'"]],
  ['INTERVAL', ["'1 year 2 months 3 days 04:05:06.789'", "'-1 month'"]],
  ['UUID', ["'00000000-0000-0000-0000-000000000000'", "'ffffffff-ffff-ffff-ffff-ffffffffffff'"]],
  ['BIT', ["'1'", "'0101010111'"]],
  ["ENUM('sad','glad')", ["'glad'"]],
  ['JSON', ['\'{"a":[1,null]}\'']],
  ['INTEGER[]', ['[]', '[1,NULL,3]', '[NULL,2]']],
  ['VARCHAR[][]', ["[['a'],[],NULL,[NULL]]"]],
  ['DECIMAL(10,2)[]', ['[1.25,NULL]']],
  ['INTEGER[3]', ['[1,NULL,3]']],
  ['STRUCT(a INTEGER, b VARCHAR, c STRUCT(d DATE))', ["{'a':1,'b':NULL,'c':{'d':DATE '2024-01-01'}}"]],
  ['STRUCT(a BIGINT)[]', ["[{'a':1},NULL,{'a':NULL}]"]],
  ['MAP(VARCHAR, INTEGER)', ['MAP {}', "MAP {'a':1,'b':NULL}"]],
  ['MAP(INTEGER, VARCHAR[])', ["MAP {1:['x',NULL]}"]],
  ['UNION(n INTEGER, s VARCHAR)', ['union_value(n := 5)', "union_value(s := 'x')"]],
]

let exact: Database
let plain: Database

beforeAll(async () => {
  exact = await Database.open(':memory:', { rows: 'exact' })
  plain = await Database.open(':memory:')
})

afterAll(() => Promise.all([exact.close(), plain.close()]))

describe('a value read exactly and given back is the same value', () => {
  test.each(types)('%s', async (type, literals) => {
    await exact.execute(`create or replace table t(v ${type})`)
    for (const literal of [...literals, 'NULL']) {
      await exact.execute('delete from t')
      const { v } = await exact.one<{ v: unknown }>(`select (${literal})::${type} as v`)
      await exact.execute('insert into t values ($1)', [v])
      const same = await exact.one(`select v is not distinct from (${literal})::${type} as same, v from t`)
      expect(same, literal).toEqual({ same: true, v })
    }
  })
})

describe('a value read exactly and appended is the same value', () => {
  test.each(types)('%s', async (type, literals) => {
    await exact.execute(`create or replace table t(v ${type})`)
    const values = await exact.query<{ v: unknown }>(
      [...literals, 'NULL'].map((literal) => `select (${literal})::${type} as v`).join(' union all '),
    )
    await exact.append('t', values)
    expect(await exact.query('select v from t')).toEqual(values)
    for (const literal of literals) {
      const sql = `select count(*)::INT as found from t where v is not distinct from (${literal})::${type}`
      expect(await exact.one(sql), literal).toEqual({ found: 1 })
    }
  })
})

describe('plain JavaScript values', () => {
  test.each([
    ['select ?::DATE::VARCHAR', new Date('2024-05-06T23:00:00Z'), '2024-05-06'],
    ['select ?::TIMESTAMP::VARCHAR', new Date('2024-05-06T23:00:00.123Z'), '2024-05-06 23:00:00.123'],
    ['select octet_length(?::BLOB)::INT', Buffer.from([0, 255]), 2],
    ['select ?::INT[]', [3, null, 1], [3, null, 1]],
    ['select len(?::VARCHAR[])::INT', [], 0],
    ['select ?', [1, 2.5], [1, 2.5]],
    ['select ?', [1, 2 ** 40], [1n, 2n ** 40n]],
    ['select ?', [[1], [], [null]], [[1], [], [null]]],
    ['select ?::STRUCT(a INT, b VARCHAR)', { b: 'x', a: 1 }, { a: 1, b: 'x' }],
    ['select ?', [{ a: 1 }, { a: null }], [{ a: 1 }, { a: null }]],
    ['select ?::VARCHAR', undefined, null],
    ['select typeof(?)', 5, 'INTEGER'],
    ['select typeof(?)', 2 ** 40, 'BIGINT'],
    ['select typeof(?)', 5n, 'BIGINT'],
    ['select typeof(?)', 2n ** 100n, 'HUGEINT'],
    ['select typeof(?)', 0.5, 'DOUBLE'],
    ['select ?::MAP(VARCHAR, INT)', new Map([['a', 1]]), [{ key: 'a', value: 1 }]],
    ["select ?::JSON->>'a'", { a: 'x' }, 'x'],
  ])('%s with %o gives %o', async (sql, value, expected) => {
    const row = await plain.one<Record<string, unknown>>(sql, [value])
    expect(Object.values(row)[0]).toEqual(expected)
  })

  test('a mixed list says what to do', async () => {
    await expect(plain.query('select ?', [[1, 'a']])).rejects.toThrow(/VARCHAR\[\]/)
  })

  test('an invalid Date is refused', async () => {
    await expect(plain.query('select ?::DATE', [new Date(Number.NaN)])).rejects.toMatchObject({
      code: 'conversion',
    })
  })
})

describe('names', () => {
  test.each([
    { a: 1, b: 2 },
    { $a: 1, $b: 2 },
  ])('%o', async (parameters) => {
    expect(await plain.one('select $a + $b * 10 as v', parameters)).toEqual({ v: 21 })
  })

  test('one name used twice is given once', async () => {
    expect(await plain.one('select $a + $a as v', { a: 2 })).toEqual({ v: 4 })
  })

  test.each([
    [{ a: 1 }, /\$b was not given/],
    [{ a: 1, b: 2, c: 3 }, /no parameter \$c/],
  ])('%o is refused', async (parameters, message) => {
    await expect(plain.one('select $a::INT + $b::INT', parameters)).rejects.toThrow(message)
  })

  test('too few positional values are refused', async () => {
    await expect(plain.one('select ?::INT + ?::INT', [1])).rejects.toMatchObject({ code: 'binder' })
  })
})

test('text is appended as the column wants it', async () => {
  await plain.execute(
    'create table texts(d DATE, t TIMESTAMP, c TIME, n DECIMAL(6,2), u UUID, i BIGINT, x DOUBLE)',
  )
  await plain.append('texts', [
    [
      '2024-01-02',
      '2024-01-02T03:04:05.678901+01:00',
      '03:04:05.5',
      '-12.345',
      'ffffffff-0000-0000-0000-00000000000a',
      '12',
      '1.5',
    ],
  ])
  expect(
    await plain.one(
      'select d::VARCHAR d, t::VARCHAR t, c::VARCHAR c, n::VARCHAR n, u::VARCHAR u, i, x from texts',
    ),
  ).toEqual({
    d: '2024-01-02',
    t: '2024-01-02 02:04:05.678901',
    c: '03:04:05.5',
    n: '-12.35',
    u: 'ffffffff-0000-0000-0000-00000000000a',
    i: 12n,
    x: 1.5,
  })
})
