import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Database } from '../database.js'
import type { RowFormat } from '../driver/driver.js'
import { cacheKey } from './cache-key.js'
import { decode, encode } from './value-codec.js'
import { copyValue } from './value-copy.js'

const everyType = `select true as boolean, 1::tinyint as tiny, 2::ubigint as u64, 170141183460469231731687303715884105727::hugeint as huge,
  1.25::decimal(38, 10) as dec, 'nan'::double as nan, '-inf'::float as inf, 'text' as text, '\\xAA\\x00'::blob as blob,
  date '2024-02-29' as day, time '12:34:56.789012' as at, timestamp '2024-02-29 12:34:56.789012' as ts,
  timestamptz '2024-02-29 12:34:56+02' as tstz, timestamp_ns '2024-02-29 12:34:56.123456789' as ns, timestamp_s '2024-02-29 12:34:56' as s,
  interval '1 month 2 days 3 seconds' as span, uuid '00000000-0000-4000-8000-000000000001' as id, '101'::bit as bits,
  [1, null, 3] as list, [[1], []]::int[][] as nested, [1, 2]::int[2] as fixed, {'a': 1, 'b': {'c': [date '2024-01-01']}} as struct,
  map {'k': 1::decimal(5, 2)} as map, union_value(number := 1) as either, 'x'::enum('x', 'y') as choice, null as nothing,
  '{"a": 1}'::json as json`

describe('encode and decode', () => {
  it.each(['js', 'exact', 'json'] as RowFormat[])(
    'bring every DuckDB type back, rows as %s',
    async (rows) => {
      const db = await Database.open(':memory:', { rows })
      // The driver's plain rows have no place for an infinite timestamp.
      const forever = rows === 'js' ? '' : ", 'infinity'::timestamp as forever"
      const found = await db.query(everyType + forever)
      for (const compressOverBytes of [1, 1e9]) {
        const back = await decode(await encode(found, compressOverBytes))
        expect(back).toEqual(found)
        const classes = (list: unknown) =>
          Object.values((list as Record<string, unknown>[])[0]!).map(
            (value) => Object(value).constructor?.name,
          )
        expect(classes(back)).toEqual(classes(found))
      }
      expect(copyValue(found)).toEqual(found)
      await db.close()
    },
  )

  it('bring any value back', async () => {
    const value = fc.anything({
      withBigInt: true,
      withDate: true,
      withTypedArray: false,
      withNullPrototype: false,
    })
    await fc.assert(
      fc.asyncProperty(value, async (original) => {
        expect(await decode(await encode([original], 50))).toEqual([original])
        expect(copyValue([original])).toEqual([original])
      }),
      { numRuns: 200 },
    )
  })

  it('keep a column named like the prototype', async () => {
    const row = { ['__proto__']: 'value', id: 1 }
    const [back] = (await decode(await encode([row], 50))) as (typeof row)[]
    expect(Object.entries(back!)).toEqual([
      ['__proto__', 'value'],
      ['id', 1],
    ])
    expect(Object.entries(copyValue([row])[0]!)).toEqual(Object.entries(row))
  })

  it('refuse garbage, and any single byte that changed', async () => {
    const bytes = await encode([{ id: 1, name: 'x'.repeat(100) }], 50)
    for (let at = 0; at < bytes.length; at += 1) {
      const damaged = Buffer.from(bytes)
      damaged[at]! ^= 0x55
      await expect(decode(damaged), `byte ${at}`).rejects.toThrow()
    }
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (garbage) => {
        await expect(decode(Buffer.from(garbage))).rejects.toThrow()
      }),
    )
  })
})

it('copies share nothing that can change', () => {
  const original = [{ list: [1, { deep: [2] }], day: new Date(0), bytes: new Uint8Array([1]) }]
  const copy = copyValue(original)
  const [row] = copy
  ;(row!.list[1] as { deep: number[] }).deep.push(3)
  row!.day.setTime(1)
  row!.bytes[0] = 9
  expect(original).toEqual([{ list: [1, { deep: [2] }], day: new Date(0), bytes: new Uint8Array([1]) }])
})

describe('cacheKey', () => {
  it('tells values apart that mean different things', () => {
    const values = [
      1,
      '1',
      1n,
      true,
      null,
      undefined,
      [1],
      ['1'],
      { a: 1 },
      new Date(1),
      new Uint8Array([1]),
      -0,
      0,
      Number.NaN,
    ]
    const keys = values.map((value) => cacheKey('select ?', [value], 'js'))
    expect(new Set(keys).size).toBe(values.length)
    expect(cacheKey('select ?', [() => 1], 'js')).toBeUndefined()
  })

  it('is equal for equal questions alone', () => {
    const parameter = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.bigInt(),
      fc.array(fc.string()),
      fc.constant(null),
    )
    const question = fc.tuple(fc.string(), fc.array(parameter))
    fc.assert(
      fc.property(question, question, ([sql, values], [otherSql, otherValues]) => {
        const isSame = sql === otherSql && fc.stringify(values) === fc.stringify(otherValues)
        expect(cacheKey(sql, values, 'js') === cacheKey(otherSql, otherValues, 'js')).toBe(isSame)
      }),
      { numRuns: 1_000 },
    )
    expect(cacheKey('q', { a: 1, b: 2 }, 'js')).toBe(cacheKey('q', { b: 2, a: 1 }, 'js'))
  })
})
